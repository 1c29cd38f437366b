"""Saved profiles: versioned column mappings; a version is never changed, a new one is made."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Missing
from largesse.kernel.ids import new_id
from largesse.settlement.statements.keep import ProviderMissing
from largesse.settlement.statements.profile import GENERIC, Profile, profile_of
from largesse.store.work import Read, Tx, Work


@dataclass(frozen=True)
class ProfileMissing(Missing):
    """No such column mapping."""

    code = "settlement.profile_missing"
    path = "profile"
    profile: UUID


@dataclass(frozen=True, kw_only=True)
class SaveProfile(Ask):
    """Save a column mapping as the next version of its name; ``provider`` uses it by default."""

    body: str
    provider: UUID | None = None


@dataclass(frozen=True)
class ProfileSaved:
    """The saved version."""

    profile: UUID
    name: str
    version: int


async def save_profile(ask: SaveProfile, *, actor: Actor, work: Work) -> ProfileSaved:
    """Save a profile, written as JSON.

    Raises:
        Malformed: ``kernel.malformed`` at ``profile``.
        ProviderMissing: ``settlement.provider_missing``.
    """
    actor.must("settlement.save_profile")
    profile = profile_of(ask.body)
    async with work.begin(ask, actor, use="settlement.save_profile", answer=ProfileSaved) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.provider is not None:
            await find_provider(tx, ask.provider, actor)
        saved = await keep_profile(tx, profile, ask.provider)
        tx.audit(
            "settlement.profile_saved", str(saved.profile), {"name": saved.name, "version": saved.version}
        )
        return await tx.done(saved)


async def keep_profile(tx: Tx[Any], profile: Profile, provider: UUID | None) -> ProfileSaved:
    """Write the next version of a profile, or give the last one when nothing changed."""
    await tx.run("select pg_advisory_xact_lock(hashtextextended($1, 8))", profile.name)
    last = await tx.row(
        "select id, version, sha, provider from settlement_profile where name = $1 order by version desc"
        " limit 1",
        profile.name,
    )
    if last is not None:
        same = msgspec.structs.replace(profile, version=last["version"])
        if last["sha"] == same.sha and last["provider"] == provider:
            return ProfileSaved(last["id"], profile.name, last["version"])
    version = 1 if last is None else last["version"] + 1
    body = msgspec.structs.replace(profile, version=version)
    made = new_id()
    await tx.run(
        "insert into settlement_profile (id, name, version, provider, body, sha, created_by, created_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8)",
        made,
        body.name,
        version,
        provider,
        msgspec.to_builtins(body),
        body.sha,
        tx.actor.id,
        tx.now,
    )
    return ProfileSaved(made, body.name, version)


async def find_provider(read: Read, provider: UUID, actor: Actor) -> dict[str, Any]:
    """Give a provider's row within reach.

    Raises:
        ProviderMissing: ``settlement.provider_missing``.
    """
    row = await read.row(
        "select id, org_unit, installation, name from rights_provider where id = $1", provider
    )
    if row is None:
        raise ProviderMissing(provider)
    actor.reach(row["org_unit"], ProviderMissing(provider))
    return row


async def choose(read: Read, profile: UUID | None, provider: UUID) -> tuple[UUID | None, Profile]:
    """Give the profile asked for, else the provider's latest, else the generic one.

    Raises:
        ProfileMissing: ``settlement.profile_missing``.
    """
    if profile is not None:
        row = await read.row("select id, body from settlement_profile where id = $1", profile)
        if row is None:
            raise ProfileMissing(profile)
    else:
        row = await read.row(
            "select id, body from settlement_profile where provider = $1 or name = 'generic'"
            " order by (provider = $1) desc nulls last, created_at desc, version desc limit 1",
            provider,
        )
    return (None, GENERIC) if row is None else (row["id"], profile_of(row["body"]))
