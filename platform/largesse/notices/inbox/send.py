"""Send what is due: judged anew at the moment it goes out, for much may have happened since it was told.

Invariant   no message goes out in the quiet hours, to who wants none, or of what no longer holds; one that
            waits for its channel over night goes on in the morning, under the same id
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.addressee import Addressee, addressee
from largesse.kernel.copy import LOCALES, noted
from largesse.kernel.settings import settings
from largesse.notices.channel import Outgoing
from largesse.notices.channels.channels import SMS
from largesse.notices.channels.way import codes_carried
from largesse.notices.inbox.notice import HOLDS, Told, Why, facts_in
from largesse.notices.inbox.quiet import quiet_of, waking
from largesse.notices.inbox.records import Notice
from largesse.notices.records import Message, MessageId
from largesse.notices.send import Carried, Wanted, carry, note, write
from largesse.notices.trouble import NoticeDropped
from largesse.store.outbox import Event, TwoStep
from largesse.store.work import Tx, Work, typed

DUE = "notices.notice_due.v1"
ROUND_MAX = 500
_HAND = """
update notices_notice set message = 'handed'
where id in (select id from notices_notice where message = 'waiting' and send_at <= $1 order by send_at, id
             limit $2 for no key update skip locked)
returning id
"""


@dataclass(frozen=True)
class _Handed:
    id: UUID


@dataclass(frozen=True)
class _Due:
    notice: UUID


async def hand_due(work: Work) -> None:
    """Hand what is due to its channel, at most 500 a round."""
    async with work.job() as tx:
        for one in await tx.all(_Handed, _HAND, tx.now, ROUND_MAX):
            tx.emit(DUE, str(one.id), {"notice": str(one.id), "at": tx.now.isoformat()})


async def prepare(event: Event, tx: Tx[Any]) -> Outgoing | None:
    """Write the message; None where nothing goes out, now or at all."""
    found = Notice.filter(id=typed(event.payload, _Due).notice, message="handed").using_db(tx.conn)
    notice = await found.select_for_update(no_key=True).first()
    if notice is None:
        return None
    wake = waking(tx.now, quiet_of(settings().quiet_hours, settings().zone))
    to = await addressee(tx, notice.client)
    why = await _against(tx, notice, to, late=wake >= notice.until)
    if why is None and wake > tx.now:
        notice.message, notice.send_at = "waiting", wake
    elif why is not None:
        notice.message, notice.why = "dropped", why
        begun = Message.filter(id=notice.id, state="waiting").using_db(tx.conn)
        await begun.update(state="failed", why=noted(NoticeDropped(why)))
    else:
        return await _written(tx, notice, to)
    await notice.save(using_db=tx.conn, update_fields=["message", "send_at", "why"])
    return None


async def _against(tx: Tx[Any], notice: Notice, to: Addressee | None, *, late: bool) -> Why | None:
    """Say what stands against a message; None: nothing does."""
    if to is None or to.blocked:
        return "kept_out"
    if late:
        return "late"
    if not await _still(tx, notice):
        return "over"
    if not to.wants:
        return "not_wanted"
    if not to.mobile:
        return "no_number"
    return None if await codes_carried(tx) else "nobody_carries"


async def _still(tx: Tx[Any], notice: Notice) -> bool:
    """Ask the room that told it; what no room is asked about holds until its end."""
    told = Told(notice.client, notice.occasion)
    asked = [one for one in tx.house.all(HOLDS) if one.kind == notice.kind]
    return all([await one.still(tx, told) for one in asked])


async def _written(tx: Tx[Any], notice: Notice, to: Addressee | None) -> Outgoing | None:
    locale = to.locale if to else LOCALES[0]
    wanted = Wanted(
        channel=SMS,
        to=to.mobile if to else "",
        template=notice.kind,
        facts=facts_in(notice.facts, locale),
        locale=locale,
        org_unit=notice.org_unit,
        until=notice.until,
    )
    return await write(tx, MessageId(notice.id), wanted)


async def call(message: Outgoing, _request: str, work: Work) -> Carried:
    """Have the message carried."""
    return await carry(message, work)


async def finish(message: Outgoing, carried: Carried, tx: Tx[Any]) -> None:
    """Note how the channel left it."""
    await note(tx, message, carried)


SEND = TwoStep("notices.send_notice", prepare, call, finish)
