"""Roles that sign: by which somebody decides what others proposed, may take a seat, or administers staff.

Invariant   read off the access tables of the rooms and the kinds of subject; no second list
"""

from largesse.identity.approvals.subject import SUBJECTS
from largesse.store.house import House

_SEAT = "identity.hand_over_approval"  # held by every role that may have a seat of an approval
_ADMINISTERS = ("identity.enrol_staff", "identity.change_staff", "identity.confirm_reset")


def signing_roles(house: House) -> frozenset[str]:
    """Give the roles that only two administrators give."""
    deciding = {_SEAT, *_ADMINISTERS, *(one.approve for one in house.all(SUBJECTS))}
    return frozenset(role for one in deciding for role in house.access.get(one, ()))


def people_needed(house: House, role: str) -> int:
    """Give how many must hold a role so that its work goes on: two where those who propose also sign."""
    kinds = [(house.access[one.withdraw], house.access[one.approve]) for one in house.all(SUBJECTS)]
    return 2 if any(role in makers and role in signers for makers, signers in kinds) else 1
