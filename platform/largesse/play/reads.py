"""Queries about taking part: a client's chances, the draw behind a right, what is left of an activity."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.play.attempt import Standing
from largesse.store.work import Read

Row = dict[str, Any]
Text = dict[str, str]


async def standing_of(read: Read, client: UUID, activity: UUID) -> Standing:
    """Read what a client has done in an activity."""
    row = await read.row(
        "select nonce, used, tallies from play_chance where client = $1 and activity = $2", client, activity
    )
    if row is None:
        return Standing(client)
    return Standing(client, row["nonce"], row["used"], {k: (t[0], t[1]) for k, t in row["tallies"].items()})


async def draw_of(read: Read, entitlement: UUID) -> Row | None:
    """Read the draw that gave a right, with the commitment of its seed and the titles of what it names."""
    row = await read.row(
        "select d.*, s.commitment, s.revealed_hex, s.revealed_at, r.document from play_draw d"
        " left join play_seed s on s.activity = d.activity and s.revision_hash = d.revision_hash"
        " left join activities_revision r on r.activity = d.activity and r.hash = d.revision_hash"
        " where d.entitlement = $1 order by r.number desc limit 1",
        entitlement,
    )
    return row and {**row, "titles": titles_of(row.pop("document") or {}, row["play"])}


def titles_of(document: Mapping[str, Any], play: str) -> dict[str, Text]:
    """Name a play and its outcomes as the document does: id to title, the play's own under ``""``."""
    for one in document.get("plays", ()):
        if one["id"] == play:
            decide = one["decide"]
            outcomes = [*decide.get("items", ()), decide.get("outcome"), decide.get("fallback")]
            return {"": one["title"]} | {each["id"]: each["title"] for each in outcomes if each}
    return {}


async def figures_of(read: Read, actor: Actor, activity: UUID) -> Row:
    """Count draws and outcomes of an activity within reach, for its live figures."""
    row = await read.row(
        "select count(*) as draws, count(distinct client) as clients,"
        " count(*) filter (where outcome = 'win') as wins,"
        " count(*) filter (where outcome = 'fallback') as fallbacks from play_draw d where activity = $1"
        " and ($2::uuid[] is null or exists (select from activities_activity a"
        " where a.id = d.activity and a.org_unit = any($2)))",
        activity,
        None if actor.units is None else list(actor.units),
    )
    return row or {"draws": 0, "clients": 0, "wins": 0, "fallbacks": 0}


async def won_of(read: Read, activity: UUID) -> dict[tuple[str, str], int]:
    """Read how often each prize with a stock of its own was won, by play and item."""
    rows = await read.rows(
        "select split_part(key, '/', 2) as play, split_part(key, '/', 3) as item, used from play_pool"
        " where activity = $1 and key like 'item/%'",
        activity,
    )
    return {(row["play"], row["item"]): row["used"] for row in rows}
