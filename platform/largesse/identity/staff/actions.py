"""What one may do with a member of staff now."""

from largesse.identity.staff.reads import StaffRow
from largesse.identity.staff.staff import TURNS, is_oneself
from largesse.kernel.actor import Actor


def actions(actor: Actor, one: StaffRow) -> list[str]:
    """Name the acts that neither state, operation nor reach forbids: change, disable or restore, reset."""
    if not actor.reaches(one.unit) or is_oneself(one.id, actor):
        return []
    found = ["change", TURNS[one.state]] if actor.may("identity.change_staff") else []
    return found + (["reset"] if actor.may("identity.reset_password") else [])
