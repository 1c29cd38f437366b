"""Send a message: written, sealed, then carried by its channel, then noted how the channel left it.

Invariant   a message is written once, however often its sending is tried
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from largesse.kernel.copy import text
from largesse.notices.channel import Left, Outgoing
from largesse.notices.extensions import channel_of
from largesse.notices.records import Message, MessageId
from largesse.store.sealing import seal
from largesse.store.work import Tx, Work

SEALED = "notices.message"


@dataclass(frozen=True)
class Wanted:
    """What goes to whom: ``template`` is a key of the copy files, ``org_unit`` the client's."""

    channel: str
    to: str = field(repr=False)
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    locale: str = "zh-CN"
    org_unit: UUID | None = None


async def write(tx: Tx[Any], ident: MessageId, wanted: Wanted) -> Outgoing | None:
    """Write a message that is to go out; None where it has gone already.

    Raises:
        Broken: no channel carries it.
    """
    channel = channel_of(tx.house, wanted.channel)
    body = text(wanted.template, wanted.locale, wanted.facts)
    known = await Message.get_or_none(id=ident, using_db=tx.conn)
    if known is None:
        await Message.create(
            id=ident,
            channel=channel.name,
            recipient_sealed=seal(wanted.to.encode(), SEALED),
            recipient_hint=channel.mask(wanted.to),
            template=wanted.template,
            body_sealed=seal(body.encode(), SEALED),
            locale=wanted.locale,
            state="waiting",
            at=tx.now,
            org_unit=wanted.org_unit,
            using_db=tx.conn,
        )
    elif known.state != "waiting":
        return None
    return Outgoing(ident, channel.name, wanted.to, wanted.template, body, wanted.locale)


async def carry(message: Outgoing, work: Work) -> Left:
    """Have a message carried by its channel, and give how that leaves it."""
    channel = channel_of(work.house, message.channel)
    await channel.send(message)
    return channel.leaves


async def note(tx: Tx[Any], message: Outgoing, left: Left) -> None:
    """Note how the channel left a message."""
    await Message.filter(id=message.id).using_db(tx.conn).update(state=left)
