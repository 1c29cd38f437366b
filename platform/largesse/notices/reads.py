"""Messages for screens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.notices.records import MessageId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

FAILED_FOR = timedelta(days=1)  # how long a message that failed is counted for somebody to look at
SORTS = {"at": Sort("m.at", "timestamptz"), "channel": Sort("m.channel"), "template": Sort("m.template")}


@dataclass(frozen=True)
class MessageRow:
    """A message, its text sealed and its recipient masked."""

    id: MessageId
    channel: str
    recipient_hint: str
    template: str
    body_sealed: str
    at: datetime
    state: str
    why: str


async def messages_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[MessageRow]:
    """List messages within reach, newest first; those to nobody's number are the head office's."""
    columns = "m.id, m.channel, m.recipient_hint, m.template, m.body_sealed, m.at, m.state, m.why"
    asked = List(columns, "notices_message m", "m.id")
    asked.within(actor.units, "m.org_unit")
    if state:
        asked.conditions.append(f"m.state = {asked.param(state)}")
    asked.search(wish.search, "m.channel", "m.recipient_hint", "m.template")
    return await paged(read, MessageRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


async def failed_lately(read: Read, actor: Actor) -> int:
    """Count messages within reach that failed within the last day."""
    reach = None if actor.units is None else list(actor.units)
    sql = """select count(*) from notices_message where state = 'failed' and at > $1
             and ($2::uuid[] is null or org_unit = any($2))"""
    return int(await read.value(sql, now() - FAILED_FOR, reach))
