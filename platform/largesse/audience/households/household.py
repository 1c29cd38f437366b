"""Households: roles, what members see, codes of invitations, and what is refused; no input, no output.

Invariant   what is seen of a member is the narrower of what the household says and what he agreed to;
            nobody without the house's key can make a code or tell whose it is
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal
from largesse.store.sealing import signature

HOUSEHOLD, INVITATION, MEMBER = "hhd", "hin", "mem"
PAYER, PLAIN = "payer", "member"
Sees = Literal["own", "shared", "all"]
SEES: tuple[Sees, ...] = ("own", "shared", "all")
MEMBERS_MAX = 12
OPEN_MAX = 5
LIFE = timedelta(days=7)
CHILD_YEARS = 14
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 10
_PURPOSE = "audience.invitation"


@dataclass(frozen=True)
class HouseholdMissing(Missing):
    """The client is in no household, or there is none of this code."""

    code = "audience.household_missing"


@dataclass(frozen=True)
class HouseholdUnknown(Missing):
    """Within reach there is no household of the code that staff typed."""

    code = "audience.household_unknown"
    path: str | None = "household"


@dataclass(frozen=True)
class MemberMissing(Missing):
    """No such member of one's own household."""

    code = "audience.member_missing"


@dataclass(frozen=True)
class InvitationMissing(Missing):
    """No open invitation has this code."""

    code = "audience.invitation_missing"


@dataclass(frozen=True)
class InvitationLapsed(Refusal):
    """The invitation's time is over; the payer makes another."""

    code = "audience.invitation_lapsed"


@dataclass(frozen=True)
class OwnInvitation(Refusal):
    """Nobody answers his own invitation."""

    code = "audience.invitation_own"


@dataclass(frozen=True)
class PayerOnly(Refusal):
    """Only the household's payer does this."""

    code = "audience.payer_only"


@dataclass(frozen=True)
class PayerStays(Refusal):
    """The payer leaves last: members go first, or staff name another payer."""

    code = "audience.payer_stays"


@dataclass(frozen=True)
class InHouseholdAlready(Refusal):
    """The client belongs to a household; he leaves that first."""

    code = "audience.in_household_already"


@dataclass(frozen=True)
class HouseholdFull(Refusal):
    """The household has as many members as it may have."""

    code = "audience.household_full"
    most: int


@dataclass(frozen=True)
class InvitationsMax(Refusal):
    """As many invitations are open as may be; one is taken back first."""

    code = "audience.invitations_max"
    most: int


@dataclass(frozen=True)
class GuardianNeeded(Refusal):
    """The invited is a child: the inviter says in the invitation that he is the guardian and consents."""

    code = "audience.guardian_needed"


@dataclass(frozen=True)
class PayerThere(Refusal):
    """The household has a payer already."""

    code = "audience.payer_there"
    path = "role"


def seen_of(household: Sees, agreed: Sees) -> Sees:
    """Give what the others see of a member."""
    return SEES[min(SEES.index(household), SEES.index(agreed))]


def is_child(born: date | None, today: date) -> bool:
    """Tell whether somebody is under fourteen; unknown counts as grown."""
    if born is None:
        return False
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years < CHILD_YEARS


def expires(now: datetime) -> datetime:
    """Give until when an invitation made now can be answered."""
    return now + LIFE


def code_of(invitation: UUID) -> str:
    """Give an invitation's code, the same whenever it is asked for."""
    number = int(signature(str(invitation).encode(), _PURPOSE).rpartition(":")[2], 16)
    code = ""
    while len(code) < _LENGTH:
        number, place = divmod(number, len(_ALPHABET))
        code += _ALPHABET[place]
    return code


def index_of(code: str) -> str:
    """Give what a code is found by; case, spaces and dashes make no difference."""
    form = "".join(one for one in code.upper() if one.isalnum())[:40]
    return signature(form.encode(), f"{_PURPOSE}.index")
