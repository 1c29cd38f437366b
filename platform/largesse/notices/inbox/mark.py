"""A client has read a notice, or all that he has."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing
from largesse.notices.inbox.reads import unread
from largesse.notices.inbox.records import NoticeId
from largesse.store.work import Work

_READ = """
update notices_notice set read_at = $3
where client = $1 and read_at is null and at < until and ($2::uuid is null or id = $2)
"""
_MINE = "select exists (select from notices_notice where id = $1 and client = $2)"


@dataclass(frozen=True)
class NoticeMissing(Missing):
    """No such notice of this client."""

    code = "notices.notice_missing"
    notice: UUID


@dataclass(frozen=True, kw_only=True)
class ReadNotices(Ask):
    """One notice of mine, or all of them."""

    notice: NoticeId | None = asked("The notice, ntc_…; none: all.", id="ntc", default=None)


@dataclass(frozen=True)
class NoticesRead:
    """How many are still unread."""

    unread: int


async def read_notices(ask: ReadNotices, *, actor: Actor, work: Work) -> NoticesRead:
    """Mark one's own notices as read; what was read before stays as it was.

    Raises:
        NoticeMissing: ``notices.notice_missing``.
    """
    actor.must("notices.own")
    async with work.begin(ask, actor, use="notices.read_notices", answer=NoticesRead) as tx:
        if tx.earlier:
            return tx.earlier
        if ask.notice is not None and not await tx.value(_MINE, ask.notice, actor.id):
            raise NoticeMissing(ask.notice)
        await tx.run(_READ, actor.id, ask.notice, tx.now)
        return await tx.done(NoticesRead(await unread(tx, actor.id)))
