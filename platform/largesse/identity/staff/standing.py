"""What a member of staff stands for, and which doors a change of it opens or closes.

Words       *standing*: roles, unit and state together. A change *opens* a role that signs where the person
            did not hold it, held it in another unit, or was disabled; it *closes* one that he holds no more.
Invariant   what opens a role that signs is two people's act; what only closes is one person's
Source      docs/explanation/people.md
"""

from dataclasses import dataclass
from typing import Any

from largesse.identity.units.records import UnitId
from largesse.kernel.errors import Refusal

ACTIVE, DISABLED = "active", "disabled"


@dataclass(frozen=True)
class Standing:
    """Roles, unit and state of one member of staff."""

    roles: tuple[str, ...]
    unit: UnitId
    state: str


@dataclass(frozen=True)
class Turned:
    """A change as what is signed holds it: the standing before and after."""

    before: Standing
    after: Standing


@dataclass(frozen=True)
class StaffChangeStale(Refusal):
    """What was proposed fits no more: the person was ``changed``, or the ``maker`` administers no longer."""

    code = "identity.staff_change_stale"
    why: str


@dataclass(frozen=True)
class LastAdministrator(Refusal):
    """Nobody else who can sign in administers."""

    code = "identity.last_administrator"


@dataclass(frozen=True)
class LastSigner(Refusal):
    """Too few are left who can sign in these roles; said once, and done when asked for even so."""

    code = "identity.last_signer"
    roles: str


def opened(before: Standing, after: Standing, signing: frozenset[str]) -> frozenset[str]:
    """Give the roles that sign which a change gives, or gives elsewhere.

    Args:
        before: as it is; a person who is not there yet is one who is disabled.
        after: as it would be.
        signing: the roles that sign.
    """
    if after.state != ACTIVE:
        return frozenset()
    held = signing.intersection(after.roles)
    if before.state != ACTIVE or before.unit != after.unit:
        return held
    return held.difference(before.roles)


def closed(before: Standing, after: Standing, signing: frozenset[str]) -> frozenset[str]:
    """Give the roles that sign which a change takes away."""
    if before.state != ACTIVE:
        return frozenset()
    held = signing.intersection(before.roles)
    if after.state != ACTIVE:
        return held
    return held.difference(after.roles)


def written(standing: Standing) -> dict[str, Any]:
    """Give a standing as what is signed holds it."""
    return {"roles": list(standing.roles), "unit": str(standing.unit), "state": standing.state}
