"""A client rates the last use of his right; within a day he may put a slip right."""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.ratings.rating import NothingToRate, expect_rateable, stars_of
from largesse.rights.ratings.reads import LastUse, last_use
from largesse.rights.ratings.records import Rating, RatingId
from largesse.rights.reason import words_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class RateUse(Ask):
    """How the last use was."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")
    stars: int = asked("1 to 5.")
    words: str = asked("What one wants to say, at most 500 characters.", default="")


@dataclass(frozen=True)
class UseRated:
    """The rating as it stands."""

    rating: RatingId
    stars: int


async def rate_use(ask: RateUse, *, actor: Actor, work: Work) -> UseRated:
    """Rate the last use that stands.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        NothingToRate: ``rights.nothing_to_rate``.
        RatingStands: ``rights.rating_stands``.
        Malformed: ``kernel.malformed`` at ``stars`` or ``words``.
    """
    actor.must("rights.own")
    stars, words = stars_of(ask.stars), words_of(ask.words)
    async with work.begin(ask, actor, use="rights.rate_use", answer=UseRated) as tx:
        if tx.earlier:
            return tx.earlier
        right = await lock_right(tx, ask.entitlement)
        if right.holder != actor.id:
            raise EntitlementMissing(ask.entitlement)
        use = await last_use(tx, right.id)
        if use is None:
            raise NothingToRate
        expect_rateable(use.at, use.rated_at, tx.now)
        said = Rating(entitlement=right.id, org_unit=right.org_unit, stars=stars, words=words)
        return await tx.done(UseRated(await _keep(tx, use, said), stars))


async def _keep(tx: Tx[Any], use: LastUse, said: Rating) -> RatingId:
    """Keep what was said of a use, or put right what was said before."""
    found = await Rating.get_or_none(redemption=use.id, using_db=tx.conn)
    if found is not None:
        found.stars, found.words = said.stars, said.words
        await found.save(using_db=tx.conn, update_fields=("stars", "words"))
        return RatingId(found.id)
    said.id, said.redemption, said.provider, said.at = new_id(), use.id, use.provider, tx.now
    await said.save(using_db=tx.conn, force_create=True)
    return RatingId(said.id)
