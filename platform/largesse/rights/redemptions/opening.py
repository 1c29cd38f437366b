"""Open a right by what a client shows at a counter: a token that was scanned, or digits and the phone's end.

Invariant   a wrong code is counted in the same transaction that looked at it, while its other tries wait;
            a slip of the finger that breaks the check digit is refused at once and costs no try
Source      docs/explanation/entitlement.md
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from largesse.audience.clients.reads import mobile_ends
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Refusal
from largesse.rights.agents.mandates import held_mandates
from largesse.rights.codes.code12 import is_token, plausible, read_token, shown_by, token_names
from largesse.rights.codes.codes import find_by_code, token_key
from largesse.rights.codes.reading import digits_in, read_code
from largesse.rights.redemptions.tries import begin_try, count_wrong
from largesse.store.work import Tx, Work

_HANDS = "select holder, hands from rights_entitlement where id = $1"
T = TypeVar("T")
# Tells whether a token was made for a shower at a time that counts; the shower is as in ``shown_by``.
Fresh = Callable[[bytes], bool]


@dataclass(frozen=True)
class CodeUnknown(Refusal):
    """No right has this code, or the phone's digits do not belong to it; which of both is not said."""

    code = "rights.code_unknown"
    path: str | None = "code"


@dataclass(frozen=True)
class CodeMistyped(Refusal):
    """The digits do not fit their own check digit."""

    code = "rights.code_mistyped"
    path: str | None = "code"


@dataclass(frozen=True)
class TokenStale(Refusal):
    """The QR code is older than its window: the client shows a fresh one."""

    code = "rights.token_stale"
    path: str | None = "code"


@dataclass(frozen=True)
class BookingShown(Refusal):
    """What was shown is a booking's code: its person is checked in, and no right is used by it."""

    code = "rights.booking_shown"
    path: str | None = "code"


@dataclass(frozen=True)
class Code:
    """What a counter was shown: a token, or digits with the phone's last four."""

    text: str
    phone_ends: str = ""

    @property
    def scanned(self) -> bool:
        """Whether it is a token."""
        return is_token(self.text)

    @property
    def proof(self) -> str:
        """How the holder was recognised."""
        return "token" if self.scanned else "code12"

    @property
    def hint(self) -> str:
        """Its last four characters, for people who look for it; the whole of it is kept nowhere."""
        return f"…{self.text[-4:]}"

    @property
    def shown_sha256(self) -> str | None:
        """What is kept of a token, so that it is used once."""
        return sha256_hex(self.text.encode()) if self.scanned else None


@dataclass(frozen=True)
class Opened:
    """The right that a code opened, and the agent who showed it; None: its holder."""

    right: UUID
    agent: UUID | None = None


@dataclass(frozen=True)
class _Hands:
    holder: UUID
    hands: int


def code_of(text: str, phone_ends: str) -> Code:
    """Read what a counter sent; four digits that stand behind the twelve are the phone's where it has none.

    Raises:
        BookingShown: ``rights.booking_shown``.
    """
    found = read_code(text)
    if found.kind == "pass":
        raise BookingShown
    return Code(found.code, digits_in(phone_ends) or found.phone_ends)


async def trying(code: Code, actor: Actor, work: Work, act: Callable[[], Awaitable[T]]) -> T:
    """Do what opens a code; a wrong one is counted, and one try waits for those before it.

    Raises:
        TooManyTries: ``rights.too_many_tries``.
    """
    if code.scanned or not plausible(code.text):
        return await act()
    async with work.job(actor) as tx:
        one = await begin_try(tx, code.text, actor.id)
        try:
            # A savepoint of this transaction: a wrong code leaves no receipt, and is counted all the same.
            return await act()
        except CodeUnknown as no:
            await count_wrong(tx, one)
            wrong = no
    raise wrong


async def open_code(tx: Tx[Any], code: Code) -> Opened:
    """Find the right that a code opens now.

    Raises:
        TokenStale, CodeMistyped, CodeUnknown: about the code.
        Malformed: ``kernel.malformed``: it begins as a token does and is none.
    """
    if code.scanned:
        return await open_token(tx, code, lambda by: read_token(code.text, token_key(), tx.now, by)[1])
    return await open_digits(tx, code)


async def open_token(tx: Tx[Any], code: Code, fresh: Fresh) -> Opened:
    """Find the right that a token opens, for the holder or an agent.

    Raises:
        TokenStale: ``rights.token_stale``.
    """
    entitlement = token_names(code.text)
    held = await tx.one(_Hands, _HANDS, entitlement)
    hands = held.hands if held else 0
    if fresh(shown_by(hands)):
        return Opened(entitlement)
    for one in await held_mandates(tx, entitlement):
        if fresh(shown_by(hands, one.id)):
            return Opened(entitlement, one.id)
    raise TokenStale


async def open_digits(tx: Tx[Any], code: Code) -> Opened:
    """Find the right that twelve digits open, with the phone of its holder or of an agent.

    Raises:
        CodeMistyped, CodeUnknown: about the code.
    """
    if not plausible(code.text):
        raise CodeMistyped
    entitlement = await find_by_code(tx, code.text)
    held = await tx.one(_Hands, _HANDS, entitlement) if entitlement else None
    if entitlement is None or held is None or len(code.phone_ends) != 4:
        raise CodeUnknown
    if await mobile_ends(tx, held.holder) == code.phone_ends:
        return Opened(entitlement)
    for one in await held_mandates(tx, entitlement):
        theirs = await mobile_ends(tx, one.agent) if one.agent else one.phone_ends
        if theirs == code.phone_ends:
            return Opened(entitlement, one.id)
    raise CodeUnknown
