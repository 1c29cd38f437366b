"""Points that a group of plays gives and takes, in the group's own transaction.

Words       *purse* the accounts of the group's clients, locked before anything is decided
Invariant   an attempt takes its price once it is decided, and nothing where it is refused; points are given
            once a draw, by the draw's own reference
Source      docs/explanation/points.md
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.play.plans.plan import Plan
from largesse.rights.points.award import Wanted, award_many
from largesse.rights.points.by_code import kinds_by_code
from largesse.rights.points.ledger import Account
from largesse.rights.points.locking import lock_accounts, unused_awards
from largesse.rights.points.spend import spend
from largesse.store.work import Tx

_SOURCE = "play"
Place = tuple[str, UUID]


@dataclass(frozen=True)
class NoPoints(Refusal):
    """The client has fewer points than an attempt costs."""

    code = "play.no_points"
    held: int
    needed: int


@dataclass(frozen=True)
class PointsClosed(Refusal):
    """No points of this kind are given now."""

    code = "play.points_closed"


@dataclass(frozen=True, slots=True)
class Taken:
    """What one decided attempt moves: the price and the points that it gives, by kind."""

    draw: UUID
    client: UUID
    price: Mapping[str, int]
    gives: Mapping[str, int]


@dataclass
class Purse:
    """Kinds by code, accounts by code and client, and what of each can be spent now."""

    kinds: Mapping[str, UUID] = field(default_factory=dict)
    accounts: dict[Place, Account] = field(default_factory=dict)
    usable: dict[Place, int] = field(default_factory=dict)

    @classmethod
    async def locked(cls, tx: Tx[Any], playing: Iterable[tuple[Plan, UUID]]) -> Self:
        """Lock the accounts that some clients' plays may move."""
        wanted: dict[str, set[UUID]] = {}
        spending: set[Place] = set()
        for plan, client in playing:
            for kind in plan.points_kinds:
                wanted.setdefault(kind, set()).add(client)
            if plan.price:
                spending.add((plan.points_kind, client))
        known = await kinds_by_code(tx) if wanted else {}
        purse = cls({code: one.id for code, one in known.items()})
        for kind in sorted(wanted.keys() & purse.kinds.keys()):
            locked = await lock_accounts(tx, purse.kinds[kind], sorted(wanted[kind]))
            purse.accounts |= {(kind, client): account for client, account in locked.items()}
        for place in spending & purse.accounts.keys():
            awards = await unused_awards(tx, purse.accounts[place])
            purse.usable[place] = sum(one.unused for one in awards if one.living(tx.now))
        return purse

    def must_hold(self, plan: Plan, client: UUID) -> None:
        """Refuse where the client cannot pay, or where points could not be given.

        Raises:
            NoPoints: ``play.no_points``.
            PointsClosed: ``play.points_closed``.
        """
        if not plan.points_kinds:
            return
        if not plan.points_kinds <= self.kinds.keys():
            raise PointsClosed
        held = self.usable.get((plan.points_kind, client), 0)
        if held < plan.price:
            raise NoPoints(held, plan.price)

    async def settle(self, tx: Tx[Any], taken: Sequence[Taken]) -> None:
        """Take the prices, then give the points."""
        for one in taken:
            for kind, points in one.price.items():
                await spend(tx, self.accounts[kind, one.client], points, _SOURCE, str(one.draw))
        for kind in sorted({kind for one in taken for kind in one.gives}):
            wanted = [
                Wanted(one.client, one.gives[kind], f"{one.draw}") for one in taken if kind in one.gives
            ]
            await award_many(tx, self.kinds[kind], _SOURCE, wanted)
