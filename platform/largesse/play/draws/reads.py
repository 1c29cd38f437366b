"""Draws for screens: the one behind a right, an activity's figures, the one behind an earlier answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.documents.document import outcomes
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import published
from largesse.activities.revisions.content import documents_of
from largesse.kernel.actor import Actor
from largesse.play.draws.records import DrawId
from largesse.store.work import Read

Text = dict[str, str]
_DRAW = """
select d.id, d.at, d.activity, d.revision_hash, d.play, d.nonce, d.number, d.drawn, d.given, d.outcome,
  d.entitlement, d.odds_hash, d.chances_left, d.basis, s.commitment, s.revealed_hex
from play_draw d
left join play_seed s on s.activity = d.activity and s.revision_hash = d.revision_hash
"""
_FIGURES = """
select count(*) as draws, count(distinct client) as clients, count(*) filter (where outcome = 'win') as wins,
  count(*) filter (where outcome = 'fallback') as fallbacks
from play_draw where activity = $1
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw with its seed's commitment, and the seed once it is shown.

    ``chances_left`` -1: without limit.
    """

    id: DrawId
    at: datetime
    activity: UUID
    revision_hash: str
    play: str
    nonce: int
    number: int | None
    drawn: str
    given: str
    outcome: str
    entitlement: UUID | None
    odds_hash: str
    chances_left: int
    basis: Mapping[str, Any] | None
    commitment: str | None
    revealed_hex: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How an activity goes, counted from its draws."""

    draws: int = 0
    clients: int = 0
    wins: int = 0
    fallbacks: int = 0


async def draw_of(read: Read, source_ref: str) -> Drawn | None:
    """Read the draw that gave a right; ``source_ref``: the draw, and which of its rights it is."""
    return await read.one(Drawn, f"{_DRAW} where d.id = $1", UUID(source_ref.partition("/")[0]))


async def draw_at(read: Read, draw: UUID, at: datetime) -> Drawn | None:
    """Read a draw by its whole key."""
    return await read.one(Drawn, f"{_DRAW} where d.id = $1 and d.at = $2", draw, at)


async def own_draw(read: Read, of: UUID, client: UUID, *, right: bool) -> Drawn | None:
    """Read a client's own draw, by itself or by the right that it gave."""
    which = "d.entitlement" if right else "d.id"
    return await read.one(Drawn, f"{_DRAW} where {which} = $1 and d.client = $2", of, client)


async def titles_at(read: Read, draw: Drawn) -> dict[str, Text]:
    """Read what the revision that decided calls the play and its outcomes; see ``titles_of``."""
    documents = await documents_of(read, draw.activity, [draw.revision_hash])
    return titles_of(documents.get(draw.revision_hash, {}), draw.play, standard_of(read.house).grammar)


def titles_of(document: Mapping[str, Any], play: str, grammar: Grammar) -> dict[str, Text]:
    """Name a play and its outcomes as the document does: id to title, the play's own under ``""``."""
    for index, one in enumerate(document.get("plays", ())):
        if one["id"] == play:
            placed = outcomes(one, index, grammar)
            return {"": one["title"]} | {each.id: dict(each.title) for each in placed}
    return {}


async def figures_of(read: Read, actor: Actor, activity: UUID) -> Figures:
    """Count draws and outcomes of an activity, for its live figures; out of reach there are none."""
    if actor.units is not None:
        shown = await published(read, activity)
        if shown is None or shown.org_unit not in actor.units:
            return Figures()
    return await read.one(Figures, _FIGURES, activity) or Figures()
