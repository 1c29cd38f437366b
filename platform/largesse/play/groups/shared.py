"""What is left of the stocks that a group's plays decide by, read under lock and reckoned down play by play.

Invariant   a play decides by what is left after all plays before it; where one of them got less than it was
            reckoned with, the whole group fails, and its plays are taken one by one
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.play.groups.attempt import Attempt
from largesse.play.groups.ticket import Outcome, Played
from largesse.play.plans.plan import Plan
from largesse.play.pools.pools import lock
from largesse.store.work import Tx


@dataclass
class Shared:
    """Units left by pool; ``deciding`` counts the plays of each activity and play that decided by them."""

    units: dict[UUID, int]
    deciding: dict[tuple[UUID, str], int] = field(default_factory=dict)

    @classmethod
    async def locked(cls, tx: Tx[Any], plans: Iterable[Plan]) -> Self:
        """Lock the stocks that some plans decide by."""
        pools = {pool for plan in plans for pool in plan.stocks.values()}
        return cls(await lock(tx, pools) if pools else {})

    def left(self, plan: Plan) -> Mapping[str, int]:
        """Give what is left of each outcome's stock, by its id."""
        return {item: self.units[pool] for item, pool in plan.stocks.items()}

    def take(self, plan: Plan, attempt: Attempt) -> None:
        """Reckon with what a decided play takes."""
        if not plan.stocks:
            return
        play = (plan.activity, plan.play)
        self.deciding[play] = self.deciding.get(play, 0) + 1
        if attempt.first.choice.id in plan.stocks:
            self.units[plan.stocks[attempt.first.choice.id]] -= 1

    def expect(self, plan: Plan, attempt: Attempt, outcome: Outcome) -> None:
        """Fail the group where a play got less than the plays after it were told.

        Raises:
            Contended: it did, and it is not alone.
        """
        as_reckoned = isinstance(outcome, Played) and outcome.prize_id == attempt.first.choice.id
        if not as_reckoned and self.deciding.get((plan.activity, plan.play), 0) > 1:
            raise Contended
