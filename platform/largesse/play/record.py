"""The published record of an activity's draws, once its seeds are shown."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.play.extensions import deciders_of
from largesse.play.plans import ActivityMissing
from largesse.play.rulebook import odds_of
from largesse.play.verify import SPEC
from largesse.store.work import Read


@dataclass(frozen=True)
class SeedsHidden(Refusal):
    """The activity is not over: its seeds are shown at the end."""

    code = "play.seeds_hidden"


async def record_of(read: Read, slug: str) -> dict[str, Any]:
    """Give the record of an activity, draws in the order of each client's count.

    Raises:
        ActivityMissing: ``play.activity_missing``.
        SeedsHidden: ``play.seeds_hidden``.
    """
    activity: UUID | None = await read.value("select id from activities_activity where slug = $1", slug)
    if activity is None:
        raise ActivityMissing(slug)
    seeds = await read.rows(
        "select revision_hash, odds_hash, commitment, revealed_hex as seed from play_seed"
        " where activity = $1 order by published_at",
        activity,
    )
    if not seeds or any(seed["seed"] is None for seed in seeds):
        raise SeedsHidden
    draws = await read.rows(
        "select client::text, nonce, play, revision_hash, number, drawn, given, outcome from play_draw"
        " where activity = $1 order by client, nonce",
        activity,
    )
    revisions = await read.rows(
        "select hash, document from activities_revision where activity = $1 and hash = any($2::text[])",
        activity,
        [seed["revision_hash"] for seed in seeds],
    )
    deciders = deciders_of(read.house)
    odds = {row["hash"]: odds_of(row["document"], deciders) for row in revisions}
    return {"spec": SPEC, "activity": str(activity), "seeds": seeds, "odds": odds, "draws": draws}
