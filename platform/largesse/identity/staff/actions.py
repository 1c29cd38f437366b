"""What one may do with a member of staff now."""

from largesse.identity.staff.reads import StaffRow
from largesse.identity.staff.staff import TURNS, is_oneself
from largesse.identity.staff.standing import ACTIVE
from largesse.identity.staff.waiting import Waits
from largesse.kernel.actor import Actor


def actions(actor: Actor, one: StaffRow, waits: Waits | None, signing: frozenset[str]) -> list[str]:
    """Name the acts that neither state, operation nor reach forbids.

    Args:
        actor: who reads.
        one: the member of staff.
        waits: the change of him that waits for a second administrator.
        signing: the roles that sign; while a change waits, nothing else that opens one is proposed.
    """
    if not actor.reaches(one.unit) or is_oneself(one.id, actor):
        return []
    found: list[str] = []
    if actor.may("identity.change_staff"):
        stays = one.state != ACTIVE and waits is not None and not signing.isdisjoint(one.roles)
        found += ["change"] if stays else ["change", TURNS[one.state]]
        found += ["withdraw"] if waits is not None and waits.maker == actor.id else []
    return found + (["sign_out"] if one.signed_in and actor.may("identity.end_sessions") else [])
