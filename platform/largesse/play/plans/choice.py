"""What an attempt can give, and what giving it uses up.

Words       *pool* what clients share: a stock, a budget, a limit whose *owner* are all clients of the
            activity, those of one tier, of one household, at one device or one address, or one right;
            *line* those who wait for one owner's limit, whatever the period
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.play.plans.limits import Period, Rule, period_of
from largesse.play.states.states import Change

Text = dict[str, str]
Owner = Literal["activity", "tier", "household", "device", "ip", "sku"]
READ_OWNERS = frozenset({"tier", "household"})
PLACES = frozenset({"device", "ip"})
_NAMED = READ_OWNERS | PLACES
BUDGET = "budget"
STOCKS = ("item/", "own/")


@dataclass(frozen=True, slots=True)
class Shared:
    """A limit that several clients share, and the units of it that a choice uses.

    ``strict``: its end refuses the play, else it leads to the fallback; ``waits``: what it refuses waits for
    the next period. ``key`` names what is counted.
    """

    owner: Owner
    key: str
    counted: str
    period: Period
    max: int
    units: int
    strict: bool
    waits: bool = False

    def pool(self, owner: str, at: datetime, zone: str) -> str:
        """Name the pool of an owner in the period of an instant; that of a right is named by its key."""
        parts = [self.key, owner if self.owner in _NAMED else "", period_of(self.rule, at, zone)]
        return "/".join(part for part in parts if part)

    @property
    def rule(self) -> Rule:
        """The limit as one of a client's own, for its periods."""
        return Rule(self.key, self.counted, self.period, self.max)

    @property
    def always(self) -> bool:
        """Whether there is only one pool of it, from the start to the end."""
        return self.owner not in _NAMED and self.period in {"once", "activity"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an attempt can give. ``limits`` are the client's own rules.

    ``gives`` has a batch for each unit of a right. ``needs`` names a shared pool that is there from the
    start, the units taken from it, and whether its end refuses the play (True) or leads to the fallback;
    ``shared`` are limits whose pools depend on the client and the day. ``changes`` are those of what is
    remembered of the client, ``points`` are given by the code of their kind, ``parts`` are kinds of which a
    part of the play's packet is given; ``enters`` are the plays of the activity into which an entry goes,
    with the instant from which on it no longer can; ``after`` has name and effect of what is done once the
    attempt is committed. ``claim_minutes``: within so many what is given is claimed, or it goes back; 0: it
    is the client's.
    """

    id: str
    title: Text
    prize: bool
    gives: tuple[UUID, ...]
    needs: tuple[tuple[str, int, bool], ...]
    limits: tuple[tuple[Rule, int], ...]
    shared: tuple[Shared, ...] = ()
    changes: tuple[Change, ...] = ()
    points: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    enters: tuple[tuple[str, datetime], ...] = ()
    after: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    claim_minutes: int = 0


def item_pool(play: str, item: str) -> str:
    """Name the pool of an outcome's own stock."""
    return f"item/{play}/{item}"


def line_of(pool: str) -> str:
    """Name the line of a limit that waits, by one of its pools: the period stands last in its name."""
    return pool.rpartition("/")[0]


def is_stock(pool: str) -> bool:
    """Tell whether a pool is a stock of the play, and no limit and no budget."""
    return pool.startswith(STOCKS)


def own_pool(play: str, name: str) -> str:
    """Name a pool that an operator has beside its outcomes' stocks."""
    return f"own/{play}/{name}"
