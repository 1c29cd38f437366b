"""Send a message: written, sealed, then carried by its channel, then noted how the channel left it.

Invariant   a message is written once, however often its sending is tried; one that has lost its use, or that
            its carrier refuses for good, is failed, with the reason, and never called sent
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.copy import noted
from largesse.notices.channel import Left, Outgoing
from largesse.notices.channels.way import way_of
from largesse.notices.extensions import channel_of
from largesse.notices.records import Message, MessageId
from largesse.notices.trouble import CarrierBusy, MessageTooLate, NotCarried, NotYet
from largesse.notices.worded import worded
from largesse.store.outbox import Later
from largesse.store.sealing import seal
from largesse.store.work import Tx, Work

SEALED = "notices.message"


@dataclass(frozen=True)
class Wanted:
    """What goes to whom: ``template`` is a key of the copy files, ``org_unit`` the client's.

    ``until`` is when the message has lost its use; None: never.
    """

    channel: str
    to: str = field(repr=False)
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)
    locale: str = "zh-CN"
    org_unit: UUID | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Carried:
    """How a channel left a message; ``why`` notes the reason of one that failed."""

    left: Left
    why: str = ""


async def write(tx: Tx[Any], ident: MessageId, wanted: Wanted) -> Outgoing | None:
    """Write a message that is to go out; None where it has gone already, or has lost its use.

    Raises:
        Broken: no channel has this name.
    """
    channel = channel_of(tx.house, wanted.channel)
    body = worded(wanted.template, wanted.locale, wanted.facts)
    known = await Message.get_or_none(id=ident, using_db=tx.conn)
    if known is None:
        known = await Message.create(
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
    message = Outgoing(ident, channel.name, wanted.to, wanted.template, body, wanted.locale)
    if wanted.until is not None and tx.now >= wanted.until:
        await note(tx, message, Carried("failed", known.why or noted(MessageTooLate())))
        return None
    return message


async def carry(message: Outgoing, work: Work) -> Carried:
    """Have a message carried by its channel, and give how that leaves it.

    Raises:
        NotYet: it is to be tried again; the message says why meanwhile.
        Later: the same, at the time that the carrier named.
    """
    try:
        async with work.read() as read:
            way = await way_of(read, message.channel)
        await way.send(message)
    except NotCarried as no:
        return Carried("failed", noted(no))
    except NotYet as no:
        async with work.job() as tx:
            await Message.filter(id=message.id).using_db(tx.conn).update(why=noted(no))
        if isinstance(no, CarrierBusy) and no.after_s:
            raise Later(no.after_s, noted(no)) from no
        raise
    return Carried(way.leaves)


async def note(tx: Tx[Any], message: Outgoing, carried: Carried) -> None:
    """Note how the channel left a message."""
    rows = Message.filter(id=message.id).using_db(tx.conn)
    await rows.update(state=carried.left, why=carried.why)
