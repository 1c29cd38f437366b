"""The secret seed of a revision: sealed and committed to before the start, revealed at the end.

Invariant   one seed per activity and revision; its commitment is public before the first draw
Source      docs/explanation/draws.md
"""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.play.seeds.number import commitment
from largesse.play.seeds.records import SealedSeed
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
    kept = await SealedSeed.get_or_none(activity=activity, revision_hash=revision_hash, using_db=read.conn)
    if kept is None:
        return None
    return Seed(open_sealed(kept.seed_sealed, _context(activity, revision_hash)), kept.commitment)


async def reveal(tx: Tx[Any], activity: UUID) -> int:
    """Show the seeds of an activity that is over, so that anyone can check its draws; gives how many."""
    hidden = await SealedSeed.filter(activity=activity, revealed_at=None).using_db(tx.conn)
    for one in hidden:
        secret = open_sealed(one.seed_sealed, _context(activity, one.revision_hash))
        revision = SealedSeed.filter(activity=activity, revision_hash=one.revision_hash)
        await revision.using_db(tx.conn).update(revealed_hex=secret.hex(), revealed_at=tx.now)
    return len(hidden)
