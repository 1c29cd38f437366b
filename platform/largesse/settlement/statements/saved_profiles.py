"""Saved profiles: versioned column mappings; a version is never changed, a new one is made."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.statements.currency import decimals
from largesse.settlement.statements.profile import GENERIC, Profile, profile_of
from largesse.settlement.statements.provider import find_provider
from largesse.settlement.statements.records import ProfileId, SavedProfile
from largesse.store.work import Read, Tx, Work

_DEFAULT = """
select id, body from settlement_profile where provider = $1 or name = 'generic'
order by (provider = $1) desc nulls last, created_at desc, version desc limit 1
"""


@dataclass(frozen=True)
class ProfileMissing(Missing):
    """No such column mapping."""

    code = "settlement.profile_missing"
    path = "profile"
    profile: UUID


@dataclass(frozen=True, kw_only=True)
class SaveProfile(Ask):
    """Save a column mapping as the next version of its name; ``provider`` uses it by default."""

    body: str = asked("The mapping as JSON text.")
    provider: UUID | None = asked("The provider that uses it by default, prv_….", id=PROVIDER, default=None)


@dataclass(frozen=True)
class ProfileSaved:
    """The saved version."""

    profile: ProfileId
    name: str
    version: int


@dataclass(frozen=True)
class Chosen:
    """The mapping to read a file by; ``id`` is None while the generic one was never saved."""

    id: ProfileId | None
    profile: Profile


@dataclass(frozen=True)
class _Kept:
    id: ProfileId
    body: dict[str, Any]


async def save_profile(ask: SaveProfile, *, actor: Actor, work: Work) -> ProfileSaved:
    """Save a profile, written as JSON.

    Raises:
        Malformed: ``kernel.malformed`` at ``profile``.
        ProviderMissing: ``settlement.provider_missing``.
    """
    actor.must("settlement.save_profile")
    profile = profile_of(ask.body)
    if profile.exponent is not None and profile.exponent != decimals(profile.currency):
        raise Malformed(f"{profile.currency} has {decimals(profile.currency)} decimals", "profile")
    async with work.begin(ask, actor, use="settlement.save_profile", answer=ProfileSaved) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.provider is not None:
            await find_provider(tx, ask.provider, actor)
        saved = await keep_profile(tx, profile, ask.provider)
        facts = {"name": saved.name, "version": saved.version}
        tx.audit("settlement.profile_saved", str(saved.profile), facts)
        return await tx.done(saved)


async def keep_profile(tx: Tx[Any], profile: Profile, provider: UUID | None) -> ProfileSaved:
    """Write the next version of a profile, or give the last one when nothing changed."""
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1, 8))", profile.name)
    versions = SavedProfile.filter(name=profile.name).using_db(tx.conn)
    last = await versions.order_by("-version").first()
    if last is not None:
        same = msgspec.structs.replace(profile, version=last.version)
        if last.sha == same.sha and last.provider == provider:
            return ProfileSaved(last.id, profile.name, last.version)
    body = msgspec.structs.replace(profile, version=1 if last is None else last.version + 1)
    made = await SavedProfile.create(
        using_db=tx.conn,
        id=new_id(),
        name=body.name,
        version=body.version,
        provider=provider,
        body=msgspec.to_builtins(body),
        sha=body.sha,
        created_by=tx.actor.id,
        created_at=tx.now,
    )
    return ProfileSaved(made.id, made.name, made.version)


async def choose(read: Read, profile: UUID | None, provider: UUID) -> Chosen:
    """Give the profile asked for, else the provider's latest, else the generic one.

    Raises:
        ProfileMissing: ``settlement.profile_missing``.
    """
    if profile is not None:
        asked_for = await SavedProfile.get_or_none(id=profile, using_db=read.conn)
        if asked_for is None:
            raise ProfileMissing(profile)
        return Chosen(asked_for.id, profile_of(asked_for.body))
    kept = await read.one(_Kept, _DEFAULT, provider)
    return Chosen(None, GENERIC) if kept is None else Chosen(kept.id, profile_of(kept.body))
