"""Do for who got nothing what the document says, some at a time; else tell those of a draw in our words.

Invariant   once a closing and client: how far it has come commits with what is told; what the house says by
            itself stands in their list, and no message goes out
"""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from largesse.activities.guard.standard import standard_of
from largesse.activities.revisions.content import documents_of
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.play.draws.reads import titles_of
from largesse.play.extensions import tells
from largesse.play.groups.after import Whom, tell_after
from largesse.play.plans.memory import means_of
from largesse.play.plans.plan import Edition, plan_of
from largesse.store.work import Tx, Work

NOT_SELECTED = "play.notice.not_selected"
_MANY, _ROUNDS = 500, 20
_IS_DECIDED = "closed_at is not null and decided_at is not null and told < entries"
WAITS = f"select from play_closing where {_IS_DECIDED}"
_NEXT = f"""
select activity, play, cycle, revision_hash, told from play_closing where {_IS_DECIDED}
order by closed_at limit 1 for no key update skip locked
"""  # noqa: S608 - constants
_WON = """
exists (select from play_award a where a.activity = e.activity and a.play = e.play and a.client = e.client
  and a.cycle = $4 and a.draw is not null)
"""
_BEFORE = """
exists (select from play_entry b where b.client = e.client and b.activity = e.activity and b.play = e.play
  and b.number < e.number)
"""
_LOST = f"""
select e.number, e.client, {_WON} or {_BEFORE} as passed from play_entry e
where e.activity = $1 and e.play = $2 and e.number > $3 and $4 = '' order by e.number limit $5
"""  # noqa: S608 - constants
_BEHIND = f"""
select e.nr as number, e.client, {_WON} as passed from play_place e
where e.activity = $1 and e.play = $2 and e.nr > $3 and e.cycle = $4 order by e.nr limit $5
"""  # noqa: S608 - constants
_TOLD = "update play_closing set told = $4 where activity = $1 and play = $2 and cycle = $3"


@dataclass(frozen=True, slots=True)
class _Closing:
    activity: UUID
    play: str
    cycle: str
    revision_hash: str
    told: int


class _Entry(NamedTuple):
    """An entry or a place of an order; ``passed``: its client got something, or has an earlier one."""

    number: int
    client: UUID
    passed: bool


async def tell_the_others(work: Work) -> None:
    """Tell who got nothing; at most so many at a time."""
    for _ in range(_ROUNDS):
        async with work.job() as tx:
            if not await _round(tx):
                return


async def _round(tx: Tx[Any]) -> bool:
    one = await tx.one(_Closing, _NEXT)
    if one is None:
        return False
    sql = _BEHIND if one.cycle else _LOST
    rows = await tx.tuples(_Entry, sql, one.activity, one.play, one.told, one.cycle, _MANY)
    documents = await documents_of(tx, one.activity, [one.revision_hash])
    edition = Edition(one.activity, one.revision_hash, dict(documents[one.revision_hash]))
    plan = plan_of(edition, one.play, means_of(tx.house))
    lost = sorted({row.client for row in rows if not row.passed})
    if plan.drawing is not None and not tells(tx.house, plan.lost):
        title = titles_of(edition.document, one.play, standard_of(tx.house).grammar)[""]
        occasion = f"draw:{one.activity}:{one.play}"
        facts = {"title": title}
        await tell(tx, [Telling(each, NOT_SELECTED, occasion, facts, shown_only=True) for each in lost])
    for each in lost if plan.lost else ():
        draw = uuid5(one.activity, f"{one.play}/{one.cycle}/{each}")  # he has none by which he got nothing
        tell_after(tx, plan, Whom(draw, each, None), plan.lost)
    await tx.run(_TOLD, one.activity, one.play, one.cycle, rows[-1].number)
    return True
