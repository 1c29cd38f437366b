"""Participations of an activity for screens: who took part, what it met, what it gave.

Invariant   whoever reaches the activity sees its participations, its clients masked; what was refused left
            no draw and is no participation: it is counted, see ``play.refused``
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import activity_row
from largesse.activities.revisions.content import documents_of
from largesse.audience.clients.reads import keep_found, numbered_names_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.play.draws.reads import Text, titles_of
from largesse.play.draws.records import DrawId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

OUTCOMES = ("win", "fallback", "none")
SORTS = {"at": Sort("d.at", "timestamptz")}
_COLUMNS = """d.id, d.at, d.activity, d.client, d.revision_hash, d.play, d.nonce, d.number, d.drawn, d.given,
  d.outcome, d.entitlement, d.odds_hash, d.asked, d.basis, s.commitment, s.revealed_hex"""
_FROM = """play_draw d
  left join play_seed s on s.activity = d.activity and s.revision_hash = d.revision_hash"""


@dataclass(frozen=True)
class Narrowed:
    """Which participations: each part None takes all. ``until`` is not included."""

    play: str | None = None
    prize: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Participation:
    """One decided attempt with the names that a screen shows; ``client_name`` is number and mask."""

    id: DrawId
    at: datetime
    activity: UUID
    client: UUID
    revision_hash: str
    play: str
    nonce: int
    number: int | None
    drawn: str
    given: str
    outcome: str
    entitlement: UUID | None
    odds_hash: str
    asked: dict[str, Any] | None
    basis: dict[str, Any] | None
    commitment: str | None
    revealed_hex: str | None
    client_name: str = ""
    titles: dict[str, Text] = field(default_factory=dict)


async def participations_page(
    read: Read, actor: Actor, wish: Wish, activity: UUID, which: Narrowed
) -> Paged[Participation]:
    """List an activity's participations within reach, found by client.

    Raises:
        Malformed: ``kernel.malformed`` at ``outcome``.
    """
    if which.outcome is not None and which.outcome not in OUTCOMES:
        raise Malformed(one_of(OUTCOMES), "outcome")
    asked = List(_COLUMNS, _FROM, "d.id")
    asked.conditions.append(f"d.activity = {asked.param(activity)}")
    if await activity_row(read, activity, actor) is None:
        asked.conditions.append("false")
    narrowing = (
        ("d.play =", which.play),
        ("d.given =", which.prize),
        ("d.outcome =", which.outcome),
        ("d.at >=", which.since),
        ("d.at <", which.until),
    )
    asked.conditions += [
        f"{compare} {asked.param(value)}" for compare, value in narrowing if value is not None
    ]
    keep_found(asked, wish.search, "d.client")
    page = await paged(read, Participation, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
    named = {one.id: one for one in await _named(read, page.rows)}
    return page.with_rows(lambda row: named[row.id])


async def participation_of(read: Read, actor: Actor, draw: UUID) -> Participation | None:
    """Read one participation; None when there is none within reach."""
    asked = List(_COLUMNS, _FROM, "d.id")
    asked.conditions.append(f"d.id = {asked.param(draw)}")
    row = await only(read, Participation, asked)
    if row is None or await activity_row(read, row.activity, actor) is None:
        return None
    return (await _named(read, [row]))[0]


async def _named(read: Read, rows: list[Participation]) -> list[Participation]:
    """Add clients' numbers and masks, and what the revisions that decided call plays and outcomes."""
    if not rows:
        return []
    names = await numbered_names_of(read, list({row.client for row in rows}))
    documents = await documents_of(read, rows[0].activity, {row.revision_hash for row in rows})
    grammar = standard_of(read.house).grammar
    titles = {
        (row.revision_hash, row.play): titles_of(documents.get(row.revision_hash, {}), row.play, grammar)
        for row in rows
    }
    return [
        replace(row, client_name=names.get(row.client, ""), titles=titles[row.revision_hash, row.play])
        for row in rows
    ]
