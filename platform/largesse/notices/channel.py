"""Channels: the ways by which messages go out, each carried by an extension."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from largesse.notices.records import MessageId

Left = Literal["in_tray", "sent", "failed"]


@dataclass(frozen=True)
class Outgoing:
    """A message on its way; ``to`` and ``text`` are in clear and must not be logged."""

    id: MessageId
    channel: str
    to: str = field(repr=False)
    template: str
    text: str = field(repr=False)
    locale: str


@dataclass(frozen=True)
class Channel:
    """A way by which messages go out.

    Args:
        name: what messages ask for, as ``sms``: small letters, digits and underscores.
        send: carries one message, outside any transaction and within 45 seconds. ``NotCarried`` is final;
            whatever else it raises is tried again later, and a message that comes twice has the same id.
        mask: what screens show of a recipient.
        leaves: the state of a message that was carried; who leaves it in the tray gives way to a carrier that
            an administrator has set up, and in production carries nothing.
    """

    name: str
    send: Callable[[Outgoing], Awaitable[None]]
    mask: Callable[[str], str]
    leaves: Left = "sent"
