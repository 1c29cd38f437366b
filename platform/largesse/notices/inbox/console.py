"""What a client was told, on the client's page of the console."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.console import Customer
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.copy import retold
from largesse.kernel.ids import maybe_id, text_id
from largesse.notices.inbox.client import RIGHT
from largesse.notices.inbox.notice import why_said, words_of
from largesse.notices.inbox.reads import NoticeRow, notices_of
from largesse.notices.inbox.records import NOTICE


@strawberry.type(description="Something that a client was told.")
class ClientNotice:
    """One notice and how its message stands."""

    id: str = named("Id, ntc_….")
    words: str = named("What it says.")
    right: str | None = named("The right that it is about, ent_…; null: about none.")
    at: datetime = named("When it was told.")
    read_at: datetime | None = named("When the client read it in his list; null: not yet.")
    state: str = named(
        "Of its message: waiting, handed, in_tray, sent, failed, dropped, or shown: none of its own."
    )
    send_at: datetime = named("From when its message may go out: not in the quiet hours.")
    recipient: str = named("The masked number that the message went to; empty: to none.")
    why: str = named("Why no message went out, or waits, in words; empty where nothing is wrong.")

    @classmethod
    def of(cls, row: NoticeRow, locale: str) -> Self:
        trouble = retold(row.message_why, locale) if row.message_why else ""
        return cls(
            id=text_id(NOTICE, row.id),
            words=words_of(row.kind, row.facts, locale),
            right=maybe_id(RIGHT, row.right),
            at=row.at,
            read_at=row.read_at,
            state=row.message if row.message == "dropped" else row.message_state or row.message,
            send_at=row.send_at,
            recipient=row.recipient_hint,
            why=why_said(row.why, locale) or trouble,
        )


@extends(Customer)
@strawberry.type
class NoticesOfClient:
    """What notices add to a client; ``self`` is the client when the face is assembled."""

    @strawberry.field(description="What the client was told lately, newest first, at most 50.")
    async def notices(self, info: Info) -> list[ClientNotice]:
        """Read the notices."""
        if not info.context.who().may("notices.read_messages"):
            return []
        async with info.context.work.read() as read:
            rows = await notices_of(read, cast("Customer", self).row.id)
        return [ClientNotice.of(row, info.context.locale) for row in rows]
