"""Channels that are set up: their names and states, what is refused, what one may do with them.

Words       unset -> disabled <-> enabled; a change of its settings disables a channel
Invariant   only a channel whose settings were tested as they stand is enabled; a password that is kept goes
            to no other server than the one it was typed for
Source      docs/how-to/send-codes-to-clients.md
"""

import re
from dataclasses import dataclass
from typing import Literal

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because, one_of
from largesse.kernel.writing import number_text
from largesse.notices.carriers.smtp import email_given

SMS, EMAIL = "sms", "email"
NAMES = (SMS, EMAIL)
CODES = SMS  # what codes to clients go by
State = Literal["enabled", "disabled"]
ENABLED: State = "enabled"
DISABLED: State = "disabled"
CHANGES = "notices.set_up_channel"
_MOBILE = re.compile(r"1[0-9]{10}")


@dataclass(frozen=True)
class ChannelUnset(Missing):
    """Nothing is set up for this channel."""

    code = "notices.channel_unset"
    channel: str


@dataclass(frozen=True)
class ChannelChanged(Refusal):
    """Somebody else changed the channel since it was read."""

    code = "notices.channel_changed"
    channel: str


@dataclass(frozen=True)
class ChannelUntested(Refusal):
    """The settings as they stand were not tested, or their test failed."""

    code = "notices.channel_untested"
    channel: str


@dataclass(frozen=True)
class PasswordAgain(Refusal):
    """The server or its user changed, so the password is not taken over."""

    code = "notices.password_again"
    path = "password"


@dataclass(frozen=True)
class ChannelKept(Refusal):
    """The channel is carried by an extension of the bank's, which no settings replace."""

    code = "notices.channel_kept"
    channel: str


@dataclass(frozen=True)
class Tested:
    """What a test of the settings as they stand said; ``ok`` None: there was none."""

    ok: bool | None
    why: str


def channel_given(name: str) -> str:
    """Give the name of a channel that can be set up.

    Raises:
        Malformed: ``kernel.malformed`` at ``channel``.
    """
    if name not in NAMES:
        raise Malformed(one_of(NAMES), "channel")
    return name


def recipient_given(channel: str, to: str) -> str:
    """Give the recipient of a test message.

    Raises:
        Malformed: ``kernel.malformed`` at ``to``.
    """
    if channel == EMAIL:
        return email_given(to, "to")
    number = number_text(to).replace(" ", "").removeprefix("+86")
    if not _MOBILE.fullmatch(number):
        raise Malformed(because("notices.reason.mobile"), "to")
    return number


def actions(actor: Actor, state: State | None, tested: Tested, *, kept: bool) -> list[str]:
    """Name what an actor may do with a channel; ``kept``: an extension carries it."""
    if kept or not actor.may(CHANGES):
        return []
    if state is None:
        return ["set_up"]
    switch = ["disable"] if state == ENABLED else (["enable"] if tested.ok else [])
    return ["set_up", "test", *switch]
