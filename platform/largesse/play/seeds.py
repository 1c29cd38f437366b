"""The secret seed of a revision: sealed and committed to before the start, revealed at the end.

Invariant   one seed per activity and revision; its commitment is public before the first draw
Source      docs/explanation/draws.md
"""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.play.number import commitment
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Read, Tx

SEED_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Seed:
    """An opened seed; never written to a log."""

    secret: bytes
    commitment: str


def _context(activity: UUID, revision_hash: str) -> str:
    return f"play.seed:{activity}:{revision_hash}"


async def prepare(tx: Tx[Any], activity: UUID, revision_hash: str, odds_hash: str) -> None:
    """Make the seed of a revision and publish its commitment, once."""
    secret = secrets.token_bytes(SEED_BYTES)
    await tx.run(
        "insert into play_seed (activity, revision_hash, odds_hash, commitment, seed_sealed, published_at)"
        " values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        activity,
        revision_hash,
        odds_hash,
        commitment(secret, odds_hash, revision_hash),
        seal(secret, _context(activity, revision_hash)),
        tx.now,
    )


async def opened(read: Read, activity: UUID, revision_hash: str) -> Seed | None:
    """Open the seed of a revision, or None when none was made yet."""
    row = await read.row(
        "select commitment, seed_sealed from play_seed where activity = $1 and revision_hash = $2",
        activity,
        revision_hash,
    )
    if row is None:
        return None
    return Seed(open_sealed(row["seed_sealed"], _context(activity, revision_hash)), row["commitment"])


async def reveal(tx: Tx[Any], activity: UUID) -> int:
    """Show the seeds of an activity that is over, so that anyone can check its draws; gives how many."""
    rows = await tx.rows(
        "select revision_hash, seed_sealed from play_seed where activity = $1 and revealed_at is null",
        activity,
    )
    for row in rows:
        secret = open_sealed(row["seed_sealed"], _context(activity, row["revision_hash"]))
        await tx.run(
            "update play_seed set revealed_hex = $3, revealed_at = $4"
            " where activity = $1 and revision_hash = $2",
            activity,
            row["revision_hash"],
            secret.hex(),
            tx.now,
        )
    return len(rows)
