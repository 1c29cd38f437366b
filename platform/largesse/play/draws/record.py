"""The published record of an activity's draws, once its seeds are shown."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import msgspec

from largesse.activities.lifecycle.reads import published
from largesse.activities.revisions.content import documents_of
from largesse.kernel.errors import Refusal
from largesse.play.draws.verify import SPEC
from largesse.play.entries.reads import awards_of, closings_of, entries_of
from largesse.play.extensions import deciders_of
from largesse.play.plans.memory import ActivityMissing
from largesse.play.plans.plan import odds_of
from largesse.play.rankings.reads import settled_of
from largesse.play.seals.seal import draws_in_order, sealed_of
from largesse.store.work import Read

_SEEDS = """
select revision_hash, odds_hash, commitment, revealed_hex as seed from play_seed where activity = $1
order by published_at
"""
_HANDED = """
select client, play, nonce, thing, by from (
  select giver as client, play, giver_nonce as nonce, thing, -1 as by, given_at as at
  from play_gift where activity = $1
  union all
  select taker, play, taker_nonce, thing, 1, taken_at
  from play_gift where activity = $1 and taken_at is not null
  union all
  select giver, play, back_nonce, thing, 1, back_at from play_gift where activity = $1 and back_at is not null
) h order by nonce, at, client
"""


@dataclass(frozen=True)
class SeedsHidden(Refusal):
    """The activity is not over: its seeds are shown at the end."""

    code = "play.seeds_hidden"


@dataclass(frozen=True, slots=True)
class _Handed:
    client: UUID
    play: str
    nonce: int
    thing: str
    by: int


@dataclass(frozen=True, slots=True)
class _Seed:
    revision_hash: str
    odds_hash: str
    commitment: str
    seed: str | None


async def record_of(read: Read, slug: str) -> dict[str, Any]:
    """Give the record of an activity, draws in the order of each client's count, with their seal.

    Raises:
        ActivityMissing: ``play.activity_missing``.
        SeedsHidden: ``play.seeds_hidden``.
    """
    shown = await published(read, slug)
    if shown is None:
        raise ActivityMissing(slug)
    seeds = await read.all(_Seed, _SEEDS, shown.id)
    if not seeds or any(one.seed is None for one in seeds):
        raise SeedsHidden
    draws = [one async for one in draws_in_order(read, shown.id)]
    draws.sort(key=lambda one: (one.client, one.nonce))
    sealed = await sealed_of(read, shown.id)
    documents = await documents_of(read, shown.id, [one.revision_hash for one in seeds])
    deciders = deciders_of(read.house)
    return {
        "spec": SPEC,
        "activity": str(shown.id),
        "seeds": msgspec.to_builtins(seeds),
        "odds": {hash_: odds_of(cast("dict[str, Any]", one), deciders) for hash_, one in documents.items()},
        "draws": [one.line for one in draws],
        "sealed": msgspec.to_builtins(sealed[0]) if sealed else None,
        "closings": await _closings(read, shown.id),
        "handed": msgspec.to_builtins(await read.all(_Handed, _HANDED, shown.id)),
        "rankings": msgspec.to_builtins(await settled_of(read, shown.id)),
    }


async def _closings(read: Read, activity: UUID) -> list[dict[str, Any]]:
    """Give the draws that were decided later: the list, its root, the values, who was selected."""
    entries, awards = await entries_of(read, activity), await awards_of(read, activity)
    return [
        {
            "play": one.play,
            "revision_hash": one.revision_hash,
            "closed_at": one.closed_at.isoformat(),
            "root": one.root,
            "secret_hash": one.secret_hash,
            "numbers": one.numbers,
            "source": one.source,
            "secret": one.secret,
            "entries": [
                {"draw": str(each.draw), "client": str(each.client), "nonce": each.nonce}
                for each in entries
                if each.play == one.play
            ],
            "places": [
                {
                    "place": each.place,
                    "number": each.number,
                    "outcome": each.outcome,
                    "replaces": each.replaces,
                    "passed_over": each.passed_over,
                }
                for each in awards
                if each.play == one.play
            ],
        }
        for one in await closings_of(read, activity)
        if one.closed_at is not None
    ]
