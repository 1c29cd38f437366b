"""The message tray on the console face: translate, never decide."""

from datetime import datetime
from typing import Any

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.notices.send import SEALED
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.sealing import open_sealed
from largesse.store.work import Read

SORTS = {"at": Sort("m.at", "timestamptz"), "channel": Sort("m.channel"), "template": Sort("m.template")}


@strawberry.type(description="A message to a client.")
class MessageShown:
    """One message of the tray."""

    id: str = strawberry.field(description="Id, msg_….")
    channel: str = strawberry.field(description="sms, wechat, wecom or bank_app.")
    recipient: str = strawberry.field(description="Masked recipient.")
    template: str = strawberry.field(description="Key of the text.")
    text: str = strawberry.field(description="The text, in demo mode; elsewhere a note that it is sealed.")
    at: datetime = strawberry.field(description="When written.")

    @classmethod
    def of(cls, row: dict[str, Any], locale: str) -> "MessageShown":
        """Translate; only the demo's tray opens what was sent."""
        sealed = text("notices.sealed", locale)
        body = open_sealed(row["body_sealed"], SEALED).decode() if settings().demo else sealed
        return cls(
            id=text_id("msg", row["id"]),
            channel=row["channel"],
            recipient=row["recipient_hint"],
            template=row["template"],
            text=body,
            at=row["at"],
        )


async def messages_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List messages within reach, newest first; those to nobody's number are the head office's."""
    columns = "m.id, m.channel, m.recipient_hint, m.template, m.body_sealed, m.at"
    asked = List(columns, "notices_message m", "m.id")
    asked.within(actor.units, "m.org_unit")
    asked.search(wish.search, "m.channel", "m.recipient_hint", "m.template")
    return await listed(read, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


@strawberry.type
class NoticesQuery:
    """Queries of this room."""

    messages: Connection[MessageShown] = list_field(
        Listing("messages", "notices.read_messages", messages_page, MessageShown.of),
        "Messages to clients within reach, newest first. sort: at, channel, template.",
    )
