"""Messages for screens."""

from dataclasses import dataclass
from datetime import datetime

from largesse.kernel.actor import Actor
from largesse.notices.records import MessageId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

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


async def messages_page(read: Read, actor: Actor, wish: Wish) -> Paged[MessageRow]:
    """List messages within reach, newest first; those to nobody's number are the head office's."""
    columns = "m.id, m.channel, m.recipient_hint, m.template, m.body_sealed, m.at"
    asked = List(columns, "notices_message m", "m.id")
    asked.within(actor.units, "m.org_unit")
    asked.search(wish.search, "m.channel", "m.recipient_hint", "m.template")
    return await paged(read, MessageRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
