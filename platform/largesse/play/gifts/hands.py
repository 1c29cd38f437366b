"""What a client's row keeps in a play moves by one thing, under the row's lock; nothing is in two rows."""

from typing import Any
from uuid import UUID

import orjson

from largesse.play.chances.chances import Standing
from largesse.play.chances.reads import locked_standing
from largesse.play.gifts.gift import Gift, NothingToGive
from largesse.play.plans.plan import Plan
from largesse.play.states.states import memory_key
from largesse.store.work import Read, Tx

COLUMNS = "id, activity, play, thing, giver, given_at, until, taker, taken_at, back_at"
_BY_ID = f"select {COLUMNS} from play_gift where id = $1"  # noqa: S608 - constants
_BY_CODE = f"select {COLUMNS} from play_gift where code_sha256 = $1"  # noqa: S608 - constants
_ROW = """
insert into play_chance (client, activity, nonce, used, tallies, states, moved_at)
values ($1, $2, 0, 0, '{}', '{}', $3) on conflict (client, activity) do nothing
"""
_KEEP = "update play_chance set states = $3::jsonb, moved_at = $4 where client = $1 and activity = $2"


async def gift_by_code(read: Read, code_sha256: str) -> Gift | None:
    """Read the gift of a code; None: there is none."""
    return await read.one(Gift, _BY_CODE, code_sha256)


async def locked_gift(tx: Tx[Any], gift: UUID) -> Gift | None:
    """Lock a gift and read it; before any client's row."""
    return await tx.one(Gift, f"{_BY_ID} for no key update", gift)


async def locked_hands(tx: Tx[Any], client: UUID, activity: UUID) -> Standing:
    """Lock what a client has in an activity; one who has none yet gets a row."""
    await tx.run(_ROW, client, activity, tx.now)
    return await locked_standing(tx, client, activity)


async def hand(tx: Tx[Any], plan: Plan, standing: Standing, thing: str, by: int) -> None:
    """Put a thing into a client's hands, or take it out of them.

    Raises:
        NothingToGive: ``play.nothing_to_give``: he has none.
    """
    key = memory_key(plan.play)
    after = plan.decider.handed(standing.kept.get(key), thing, by)
    if after is None:
        raise NothingToGive
    kept = orjson.dumps({**standing.kept, key: after}).decode()
    await tx.run(_KEEP, standing.client, plan.activity, kept, tx.now)
