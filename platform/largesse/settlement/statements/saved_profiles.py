"""Save a profile: a unit's own at once, a default for others by the word of a second person."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from largesse.identity.approvals.approvals import OpenAlready, propose
from largesse.identity.approvals.proposal import Proposal
from largesse.identity.units.reads import head_office
from largesse.identity.units.records import UNIT
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.currency import decimals
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.rights.catalogue.records import Provider
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.statements.profile import GENERIC, Profile, profile_of
from largesse.settlement.statements.profile_owner import Owner
from largesse.settlement.statements.provider import find_provider
from largesse.settlement.statements.records import ProfileId, SavedProfile
from largesse.store.work import Read, Tx, Work

SUBJECT = "settlement.profile"
ACTIVE, PROPOSED = "active", "proposed"


@dataclass(frozen=True)
class UnitMissing(Missing):
    """No such org unit within reach."""

    code = "settlement.unit_missing"
    path = "unit"
    unit: UUID


@dataclass(frozen=True, kw_only=True)
class SaveProfile(Ask):
    """Save a column mapping as the next version of its name in its org unit."""

    body: str = asked("The mapping as JSON text.")
    provider: UUID | None = asked(
        "The provider whose files it reads by default, prv_….", id=PROVIDER, default=None
    )
    unit: UUID | None = asked("The org unit it belongs to, unt_…; none: one's own.", id=UNIT, default=None)


@dataclass(frozen=True)
class ProfileSaved:
    """The saved version; ``proposed``: it waits for a second person."""

    profile: ProfileId
    name: str
    version: int
    state: str = ACTIVE


async def save_profile(ask: SaveProfile, *, actor: Actor, work: Work) -> ProfileSaved:
    """Save a profile, written as JSON; one that others use by default is put before a second person.

    Raises:
        Malformed: ``kernel.malformed`` at ``profile`` or, within it, at a rule: ``profile/zone``.
        ProviderMissing: ``settlement.provider_missing``.
        UnitMissing: ``settlement.unit_missing``.
        NotOfTheUnit: ``settlement.profile_not_of_the_unit``.
        OpenAlready: ``identity.approval_open_already``: one of this name or provider waits.
    """
    actor.must("settlement.save_profile")
    profile = profile_of(ask.body)
    places = decimals(profile.currency)
    if profile.exponent is not None and profile.exponent != places:
        why = because("settlement.reason.decimals", currency=profile.currency, decimals=places)
        raise Malformed(why, "profile/exponent")
    if profile.name == GENERIC.name and ask.provider is not None:
        raise Malformed(because("settlement.reason.own_name"), "profile/name")
    async with work.begin(ask, actor, use="settlement.save_profile", answer=ProfileSaved) as tx:
        if tx.earlier:
            return tx.earlier
        provider = None if ask.provider is None else await find_provider(tx, ask.provider, actor)
        owner = await _owner(tx, ask, provider, profile.name)
        saved = await _kept(tx, _Wanted(profile, provider, owner.unit, owner.for_others))
        facts = {"name": saved.name, "version": saved.version, "state": saved.state}
        tx.audit("settlement.profile_saved", str(saved.profile), facts, org_unit=owner.unit)
        return await tx.done(saved)


async def keep_generic(tx: Tx[Any], root: UUID | None = None) -> ProfileId:
    """Keep the generic profile as the house brings it along, once, as the head office's, and give its id.

    It comes before what anybody proposes under that name, so that what is approved later is the newer one.
    """
    unit = root or await head_office(tx)
    await _lock(tx, unit)
    versions = _versions(tx, unit, GENERIC.name)
    first = await versions.filter(provider=None).order_by("version").first()
    if first is not None:
        return ProfileId(first.id)
    return (await _written(tx, _Wanted(GENERIC, None, unit))).profile


async def _owner(tx: Tx[Any], ask: SaveProfile, provider: Provider | None, name: str) -> Owner:
    root = await head_office(tx)
    unit = ask.unit or tx.actor.unit or root
    if not tx.actor.reaches(unit):
        raise UnitMissing(unit)
    owner = Owner(unit, root, provider.org_unit if provider else None, name)
    owner.check()
    return owner


@dataclass(frozen=True)
class _Wanted:
    """A profile to be kept; ``by_two``: a second person is asked to stand for it."""

    profile: Profile
    provider: Provider | None
    unit: UUID
    by_two: bool = False


async def _kept(tx: Tx[Any], wanted: _Wanted) -> ProfileSaved:
    """Write the next version of a unit's profile, or give the last one when nothing changed."""
    profile = wanted.profile
    if wanted.by_two and profile.name == GENERIC.name:
        await keep_generic(tx, wanted.unit)
    await _lock(tx, wanted.unit)
    versions = _versions(tx, wanted.unit, profile.name)
    last = await versions.order_by("-version").first()
    if last is not None and last.state in {ACTIVE, PROPOSED} and _says(last, profile, wanted.provider):
        return ProfileSaved(last.id, profile.name, last.version, last.state)
    same = Q(name=profile.name)
    if wanted.provider is not None:
        same |= Q(provider=wanted.provider.id)
    if await SavedProfile.filter(same, org_unit=wanted.unit, state=PROPOSED).using_db(tx.conn).exists():
        raise OpenAlready
    return await _written(tx, wanted)


async def _lock(tx: Tx[Any], unit: UUID) -> None:
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1::text, 8))", str(unit))


def _versions(read: Read, unit: UUID, name: str) -> QuerySet[SavedProfile]:
    return SavedProfile.filter(name=name, org_unit=unit).using_db(read.conn)


def _says(row: SavedProfile, profile: Profile, provider: Provider | None) -> bool:
    """Tell whether a version says the same already."""
    same = msgspec.structs.replace(profile, version=row.version)
    return row.sha == same.sha and row.provider == (provider.id if provider else None)


async def _written(tx: Tx[Any], wanted: _Wanted) -> ProfileSaved:
    profile = wanted.profile
    versions = _versions(tx, wanted.unit, profile.name).order_by("-version")
    last, before = await versions.first(), await versions.filter(state=ACTIVE).first()
    by_two = wanted.by_two or (before is not None and await _for_others(tx, before))
    body = msgspec.structs.replace(profile, version=1 if last is None else last.version + 1)
    row = SavedProfile(
        id=new_id(),
        name=body.name,
        version=body.version,
        provider=wanted.provider.id if wanted.provider else None,
        org_unit=wanted.unit,
        state=PROPOSED if by_two else ACTIVE,
        body=msgspec.to_builtins(body),
        sha=body.sha,
        created_by=tx.actor.id,
        created_at=tx.now,
    )
    if by_two:
        row.approval = await propose(tx, _proposal(row, wanted.provider, before), tx.actor)
    await row.save(using_db=tx.conn, force_create=True)
    return ProfileSaved(row.id, row.name, row.version, row.state)


async def _for_others(read: Read, row: SavedProfile) -> bool:
    """Tell whether others' files are read by a version in use: one person alone does not end that."""
    provider = await Provider.get(id=row.provider, using_db=read.conn) if row.provider else None
    return Owner(row.org_unit, row.org_unit, provider.org_unit if provider else None, row.name).for_others


def _proposal(row: SavedProfile, provider: Provider | None, before: SavedProfile | None) -> Proposal:
    return Proposal(
        subject_kind=SUBJECT,
        subject=row.id,
        content_hash=content_hash(row),
        route="two_person",
        org_unit=row.org_unit,
        title=f"{row.name} v{row.version}",
        summary={"name": row.name, "version": row.version, "provider": provider.name if provider else None},
        difference={"before": before.body if before else None, "after": row.body},
        roles=("finance",),
    )


def content_hash(row: SavedProfile) -> str:
    """Give the address of all that a second person stands for."""
    return digest(
        {
            "name": row.name,
            "version": row.version,
            "unit": row.org_unit,
            "provider": row.provider,
            "body": row.body,
        }
    )
