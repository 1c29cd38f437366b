"""What anybody may save of an activity's draws: commitments from the start, seeds and the seal at the end.

Invariant   it names no client; a seed stands in it only once it is shown, and the odds with it, as the text
            whose hash was committed to
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import msgspec

from largesse.activities.lifecycle.reads import Published
from largesse.activities.operators.reading import first
from largesse.activities.revisions.content import documents_of
from largesse.kernel.canonical import dumps
from largesse.play.extensions import deciders_of
from largesse.play.operators.decider import Deciders
from largesse.play.plans.plan import odds_of
from largesse.play.seals.seal import SETTLED, sealed_of
from largesse.store.work import Read

SPEC = "draws-commitment.v1"
_SEEDS = """
select revision_hash, odds_hash, commitment, published_at, revealed_hex as seed from play_seed
where activity = $1 order by published_at, revision_hash
"""


@dataclass(frozen=True, slots=True)
class _Seed:
    revision_hash: str
    odds_hash: str
    commitment: str
    published_at: datetime
    seed: str | None


async def commitment_of(read: Read, out: Published) -> dict[str, Any]:
    """Give what is public of an activity's draws as plain values.

    ``shown_at`` is from when on the seeds are shown: once the activity is over, and the values of each draw
    at a set time are known.
    """
    activity = out.id
    found, sealed = await read.all(_Seed, _SEEDS, activity), await sealed_of(read, activity)
    seal = msgspec.to_builtins(sealed[0]) | {"at": sealed[1].isoformat()} if sealed else None
    shown = [one.revision_hash for one in found if one.seed is not None]
    documents, deciders = await documents_of(read, activity, shown), deciders_of(read.house)
    odds = {
        hash_: dumps(odds_of(cast("dict[str, Any]", one), deciders)).decode()
        for hash_, one in documents.items()
    }
    return {
        "spec": SPEC,
        "activity": str(activity),
        "shown_at": max([out.ends_at, *_values_at(out.document, deciders)]).isoformat(),
        "sealed_after_s": int(SETTLED.total_seconds()),
        "seeds": [msgspec.to_builtins(one) | {"odds": odds.get(one.revision_hash)} for one in found],
        "sealed": seal,
    }


def _values_at(document: dict[str, Any], deciders: Deciders) -> Iterator[datetime]:
    """Give when the values of each draw at a set time are known."""
    for odds in odds_of(document, deciders):
        decider = deciders.known[first(odds, "op")]
        if decider.drawing is not None:
            yield decider.drawing(decider.read(odds)).values_at
