"""Tell those who were not selected, some at a time; it stands in their list and no message goes out."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from largesse.activities.guard.standard import standard_of
from largesse.activities.revisions.content import documents_of
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.play.draws.reads import titles_of
from largesse.store.work import Tx, Work

NOT_SELECTED = "play.notice.not_selected"
_MANY, _ROUNDS = 500, 20
_NEXT = """
select activity, play, revision_hash, told from play_closing
where closed_at is not null and decided_at is not null and told < entries and cycle = ''
order by closed_at limit 1 for no key update skip locked
"""
_LOST = """
select e.number, e.client, exists (select from play_award a where a.activity = e.activity and a.play = e.play
  and a.client = e.client and a.draw is not null) as won
from play_entry e where e.activity = $1 and e.play = $2 and e.number > $3 order by e.number limit $4
"""
_TOLD = "update play_closing set told = $3 where activity = $1 and play = $2 and cycle = ''"


@dataclass(frozen=True, slots=True)
class _Closing:
    activity: UUID
    play: str
    revision_hash: str
    told: int


class _Entry(NamedTuple):
    """An entry, and whether its client has a place by any of his."""

    number: int
    client: UUID
    won: bool


async def tell_the_others(work: Work) -> None:
    """Tell who was not selected; at most so many at a time."""
    for _ in range(_ROUNDS):
        async with work.job() as tx:
            if not await _round(tx):
                return


async def _round(tx: Tx[Any]) -> bool:
    one = await tx.one(_Closing, _NEXT)
    if one is None:
        return False
    rows = await tx.tuples(_Entry, _LOST, one.activity, one.play, one.told, _MANY)
    documents = await documents_of(tx, one.activity, [one.revision_hash])
    titles = titles_of(documents[one.revision_hash], one.play, standard_of(tx.house).grammar)
    lost = sorted({row.client for row in rows if not row.won})
    occasion = f"draw:{one.activity}:{one.play}"
    await tell(
        tx,
        [Telling(client, NOT_SELECTED, occasion, {"title": titles[""]}, shown_only=True) for client in lost],
    )
    await tx.run(_TOLD, one.activity, one.play, rows[-1].number)
    return True
