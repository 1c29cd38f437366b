"""Which saved profile reads a file: the one asked for, else the provider's default, else the generic one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.units.line import units_above
from largesse.identity.units.reads import head_office
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.rights.catalogue.records import Provider
from largesse.settlement.statements.profile import GENERIC, Profile, profile_of
from largesse.settlement.statements.records import ProfileId, SavedProfile
from largesse.store.work import Read

# Of each name in each unit the newest active version.
IN_USE = """g.state = 'active' and not exists (select 1 from settlement_profile n
  where n.org_unit = g.org_unit and n.name = g.name and n.state = 'active' and n.version > g.version)"""
# The default of the provider's own unit goes before the head office's, and that before the one for everybody;
# of several the last one: of those that two people stand for, one waits at a time.
_DEFAULT = f"""
select g.id, g.body from settlement_profile g
where {IN_USE} and (g.provider = $1 and g.org_unit in ($2, $3)
  or g.name = 'generic' and g.provider is null and g.org_unit = $3)
order by (g.provider = $1) desc nulls last, (g.org_unit = $2) desc, g.created_at desc, g.version desc
limit 1
"""  # noqa: S608 - the constant above


@dataclass(frozen=True)
class ProfileMissing(Missing):
    """No such column mapping in use within reach."""

    code = "settlement.profile_missing"
    path = "profile"
    profile: UUID


@dataclass(frozen=True)
class Chosen:
    """The mapping to read a file by; ``id`` is None while the generic one was never saved."""

    id: ProfileId | None
    profile: Profile


@dataclass(frozen=True)
class _Kept:
    id: ProfileId
    body: dict[str, Any]


async def units_above_of(read: Read, actor: Actor) -> Sequence[UUID]:
    """Give the units above an actor's own: he may use their profiles too, but a foreign provider's."""
    return await units_above(read, actor.unit) if actor.unit else []


async def choose(read: Read, profile: UUID | None, provider: Provider, actor: Actor) -> Chosen:
    """Give the profile asked for, else the provider's default, else the generic one.

    Raises:
        ProfileMissing: ``settlement.profile_missing``, also when it is another unit's or not in use.
    """
    if profile is not None:
        found = await SavedProfile.get_or_none(id=profile, state="active", using_db=read.conn)
        if found is None:
            raise ProfileMissing(profile)
        if not actor.reaches(found.org_unit):
            above = found.org_unit in await units_above_of(read, actor)
            if not above or found.provider not in {None, provider.id}:
                raise ProfileMissing(profile)
        return Chosen(found.id, profile_of(found.body))
    kept = await read.one(_Kept, _DEFAULT, provider.id, provider.org_unit, await head_office(read))
    return Chosen(None, GENERIC) if kept is None else Chosen(kept.id, profile_of(kept.body))
