"""Messages on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.lists import Connection, list_by_state
from largesse.faces.scalars import named
from largesse.kernel.copy import retold, text
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.notices.reads import MessageRow, messages_page
from largesse.notices.records import MESSAGE
from largesse.notices.send import SEALED
from largesse.store.sealing import open_sealed


@strawberry.type(description="A message to a client.")
class MessageShown:
    """One message of the tray."""

    id: str = named("Id, msg_….")
    channel: str = named("sms, wechat, wecom, bank_app, or a channel of the bank's own.")
    recipient: str = named("Masked recipient.")
    template: str = named("Key of the text.")
    text: str = named("The text, in demo mode; elsewhere a note that it is sealed.")
    at: datetime = named("When written.")
    state: str = named("waiting, in_tray, sent or failed.")
    why: str = named("Why it failed, or waits, in words; empty where nothing is wrong.")

    @classmethod
    def of(cls, row: MessageRow, locale: str) -> Self:
        """Show a message; only the demo opens what was sent."""
        sealed = text("notices.sealed", locale)
        body = open_sealed(row.body_sealed, SEALED).decode() if settings().demo else sealed
        return cls(
            id=text_id(MESSAGE, row.id),
            channel=row.channel,
            recipient=row.recipient_hint,
            template=row.template,
            text=body,
            at=row.at,
            state=row.state,
            why=retold(row.why, locale) if row.why else "",
        )


@strawberry.type
class NoticesQuery:
    """Queries of this room."""

    messages: Connection[MessageShown] = list_by_state(
        "messages",
        "notices.read_messages",
        messages_page,
        MessageShown.of,
        "Messages to clients within reach, newest first. state: waiting, in_tray, sent, failed."
        " sort: at, channel, template.",
    )
