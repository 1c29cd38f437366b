"""Before a rule applies: who would move by it is counted inside the change, and somebody has to have seen it.

Invariant   the change and the count are of one transaction: what was seen is what will be
"""

from typing import Any

from largesse.audience.tiers.reads import GROUPS, band_rows, places_of, tier_cards
from largesse.audience.tiers.tier import Ahead, Group, TierMovesUnseen, TiersOfHeadOffice, counted, night
from largesse.identity.units.reads import head_office
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import digest
from largesse.store.work import Read, Tx


async def expect_head_office(read: Read, actor: Actor) -> None:
    """Let only those change what counts for all units who reach all units.

    Raises:
        TiersOfHeadOffice: ``audience.tiers_of_head_office``.
    """
    if not actor.reaches(await head_office(read)):
        raise TiersOfHeadOffice


async def keeps_tiers(read: Read, actor: Actor) -> bool:
    """Tell whether an actor may keep tiers and bands."""
    return actor.may("audience.keep_tiers") and actor.reaches(await head_office(read))


async def now_ahead(tx: Tx[Any]) -> list[Ahead]:
    """Say what a night would do by the rules as they stand in this transaction."""
    tiers = [one.rules for one in await tier_cards(tx)]
    places = places_of(await band_rows(tx))
    return night(tiers, await tx.all(Group, GROUPS, tx.now), places)


async def expect_seen(tx: Tx[Any], before: list[Ahead], seen: str) -> None:
    """Refuse a change by which others would move than before it, until somebody saw how many.

    Raises:
        TierMovesUnseen: ``audience.tier_moves_unseen``, with the word that says it was seen.
    """
    after = await now_ahead(tx)
    mark = mark_of(after)
    if not after or mark in {mark_of(before), seen}:
        return
    raise TierMovesUnseen(counted(after, "enter", "upgrade"), counted(after, "downgrade", "leave"), mark)


def mark_of(ahead: list[Ahead]) -> str:
    """Give one word for who would move whereto."""
    told = [
        [one.group.tier, one.group.band, one.group.due, one.move.kind, one.move.to, one.group.count]
        for one in ahead
    ]
    return digest(sorted(told, key=str))
