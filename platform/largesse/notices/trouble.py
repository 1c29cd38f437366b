"""Why a message did not go out: for good, or for now.

Words       *not carried*: trying again cannot help; *not yet*: it is tried again
Invariant   neither recipient nor text stands in it; what a server said is told without the recipient
"""

from dataclasses import dataclass

from largesse.kernel.errors import Phrase, Refusal
from largesse.kernel.writing import visible

SAID_MAX = 200


class NotCarried(Refusal):
    """The message will never go out this way; it is noted as failed and not tried again."""


class NotYet(Refusal):
    """The message did not go out now; it is tried again."""


@dataclass(frozen=True)
class RecipientRefused(NotCarried):
    """The carrier takes nothing for this recipient."""

    code = "notices.recipient_refused"
    said: str


@dataclass(frozen=True)
class NotAnAddress(NotCarried):
    """The recipient is no e-mail address."""

    code = "notices.not_an_address"


@dataclass(frozen=True)
class MessageRefused(NotCarried):
    """The carrier refuses this message."""

    code = "notices.message_refused"
    said: str


@dataclass(frozen=True)
class MessageTooLate(NotCarried):
    """What the message says has lost its use, as a code that no longer opens."""

    code = "notices.message_too_late"


@dataclass(frozen=True)
class NoticeDropped(NotCarried):
    """The notice whose message it was is told no more, as the client wants no messages any more."""

    code = "notices.notice_dropped"
    why: str


@dataclass(frozen=True)
class NobodyCarries(NotYet):
    """No channel of this name carries anything."""

    code = "notices.nobody_carries"
    channel: str


@dataclass(frozen=True)
class CarrierUnreachable(NotYet):
    """The carrier cannot be reached, or its certificate is not believed."""

    code = "notices.carrier_unreachable"
    place: str
    reason: Phrase


@dataclass(frozen=True)
class CarrierInClear(NotYet):
    """The server offers no encryption although it was to be used."""

    code = "notices.carrier_in_clear"
    place: str


@dataclass(frozen=True)
class SignInRefused(NotYet):
    """The server refuses user and password."""

    code = "notices.sign_in_refused"
    said: str


@dataclass(frozen=True)
class CarrierBusy(NotYet):
    """The carrier says no for now; ``after_s`` is when it wants to be asked again, 0 when it did not say."""

    code = "notices.carrier_busy"
    said: str
    after_s: int = 0


def told(said: str, recipient: str) -> str:
    """Give what a server said on one line, bounded, without the recipient."""
    line = " ".join(visible(said.replace("\n", " ")).split())
    return line.replace(recipient, "…")[:SAID_MAX] if recipient else line[:SAID_MAX]
