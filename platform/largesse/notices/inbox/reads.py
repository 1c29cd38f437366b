"""Notices for their client and for staff: newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.notices.inbox.records import NoticeId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

OF_CLIENT_MAX = 50
_COLUMNS = """n.id, n.kind, n.facts, n.entitlement as "right", n.at, n.until, n.send_at, n.message, n.why,
  n.read_at, coalesce(m.state, '') as message_state, coalesce(m.why, '') as message_why,
  coalesce(m.recipient_hint, '') as recipient_hint"""
_FROM = "notices_notice n left join notices_message m on m.id = n.id"
_OF_CLIENT = f"select {_COLUMNS} from {_FROM} where n.client = $1 order by n.at desc, n.id desc limit $2"  # noqa: S608 - constants
_UNREAD = "select count(*) from notices_notice where client = $1 and read_at is null and at < until"
_ALL = f"select {_COLUMNS} from {_FROM} where n.client = $1 and n.at < n.until order by n.at desc, n.id desc"  # noqa: S608 - constants


@dataclass(frozen=True)
class NoticeRow:
    """One notice and how its message stands; ``message_why`` is a note of the channel's trouble."""

    id: NoticeId
    kind: str
    facts: dict[str, Any]
    right: UUID | None
    at: datetime
    until: datetime
    send_at: datetime
    message: str
    why: str
    read_at: datetime | None
    message_state: str
    message_why: str
    recipient_hint: str


async def own_notices(read: Read, actor: Actor, wish: Wish) -> Paged[NoticeRow]:
    """List a client's own notices; what came too late to be of use is not among them."""
    asked = List(_COLUMNS, _FROM, "n.id")
    asked.conditions += [f"n.client = {asked.param(actor.id)}", "n.at < n.until"]
    sorts = {"at": Sort("n.at", "timestamptz")}
    return await paged(read, NoticeRow, asked, chosen(wish.sort, sorts, "-at"), wish.page)


async def unread(read: Read, client: UUID) -> int:
    """Count what a client has not read."""
    return int(await read.value(_UNREAD, client))


async def all_of(read: Read, client: UUID) -> list[NoticeRow]:
    """Read all that a client was told, for the copy that he takes along."""
    return await read.all(NoticeRow, _ALL, client)


async def notices_of(read: Read, client: UUID) -> list[NoticeRow]:
    """Read what a client was told lately, at most 50, for staff: what was told too late too."""
    return await read.all(NoticeRow, _OF_CLIENT, client, OF_CLIENT_MAX)
