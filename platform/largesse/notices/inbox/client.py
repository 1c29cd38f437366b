"""A client's own notices on the client face."""

from datetime import datetime

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.ids import maybe_id, text_id
from largesse.notices.inbox.mark import NoticesRead, read_notices
from largesse.notices.inbox.notice import words_of
from largesse.notices.inbox.reads import NoticeRow, own_notices, unread
from largesse.notices.inbox.records import NOTICE

RIGHT = "ent"


@strawberry.type(description="Something that I was told.")
class MyNotice:
    """One notice."""

    id: str = named("Id, ntc_….")
    words: str = named("What it says.")
    right: str | None = named("The right that it leads to, ent_…; null: to none.")
    at: datetime = named("When I was told.")
    unread: bool = named("Whether I have not read it yet.")

    @classmethod
    def of(cls, row: NoticeRow, locale: str) -> "MyNotice":
        return cls(
            id=text_id(NOTICE, row.id),
            words=words_of(row.kind, row.facts, locale),
            right=maybe_id(RIGHT, row.right),
            at=row.at,
            unread=row.read_at is None,
        )


@strawberry.type(description="How many of my notices are still unread.")
class NoticesReadType:
    """Answer of reading."""

    unread: int = named("How many.")

    @classmethod
    def of(cls, read: NoticesRead) -> "NoticesReadType":
        return cls(unread=read.unread)


@strawberry.type
class OwnNoticesQuery:
    """What I was told."""

    my_notices: Connection[MyNotice] = list_field(
        Listing("my-notices", "notices.own", own_notices, MyNotice.of),
        "What I was told, newest first. sort: at.",
    )

    @strawberry.field(description="How many of my notices I have not read.")
    async def my_unread_notices(self, info: Info) -> int:
        """Count them."""
        actor = info.context.who()
        actor.must("notices.own")
        async with info.context.work.read() as read:
            return await unread(read, actor.id)


@strawberry.type
class OwnNoticesMutation:
    """What I do with what I was told."""

    read_notices = mutation(read_notices, "Mark a notice of mine as read, or all.", shows=NoticesReadType.of)
