"""Tiers: what the rules say of a client, and what is refused; no input, no output, no clock.

Words       *base* the tier of lowest rank, open to everybody; *due* a standing whose last midnight has come;
            *term* how long a standing lasts; a tier without one lasts until somebody changes it
Invariant   the order of a night: ``expire`` for all, then ``balance`` for all; neither moves a client whose
            band is unknown; nobody enters a stopped tier, and nobody's stay in one is prolonged;
            the base is never lost
Source      docs/explanation/tiers.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from largesse.kernel.errors import Missing, Refusal

ONE_DOWN, TO_BAND = "one_down", "to_band"
DOWNGRADES = (ONE_DOWN, TO_BAND)
FACES = ("ink", "gold", "platinum", "black", "jade", "plain")
ACTIVE, STOPPED = "active", "stopped"
MONTHS_MAX = 120
ADDS_MAX = 20
TIERS_MAX = 20
_DASHES = dict.fromkeys(map(ord, "\u2010\u2013\u2014\uff0d\uff5e~"), "-")
Kind = Literal["enter", "prolong", "upgrade", "downgrade", "leave"]


@dataclass(frozen=True)
class TierMissing(Missing):
    """No tier has this code."""

    code = "audience.tier_missing"
    tier: str


@dataclass(frozen=True)
class TierInUse(Refusal):
    """Clients stand in the tier, or once stood in it: it can be stopped, not deleted."""

    code = "audience.tier_in_use"
    clients: int


@dataclass(frozen=True)
class TierIsBase(Refusal):
    """The tier of lowest rank is everybody's: it has no band to enter by, no term, and is never stopped."""

    code = "audience.tier_is_base"


@dataclass(frozen=True)
class TierStopped(Refusal):
    """Nobody enters a stopped tier."""

    code = "audience.tier_stopped"
    path = "tier"


@dataclass(frozen=True)
class TierTaken(Refusal):
    """Another tier has this code, or somebody changed the tier meanwhile."""

    code = "audience.tier_changed_meanwhile"


@dataclass(frozen=True)
class TierMovesUnseen(Refusal):
    """By the new rules clients would move; asking again with this ``seen`` says that somebody looked."""

    code = "audience.tier_moves_unseen"
    path = "seen"
    up: int
    down: int
    seen: str


@dataclass(frozen=True)
class TiersOfHeadOffice(Refusal):
    """Tiers and bands are one set for all units: the head office keeps them."""

    code = "audience.tiers_of_head_office"


@dataclass(frozen=True)
class TierOrderIncomplete(Refusal):
    """The order does not name every one exactly once."""

    code = "audience.order_incomplete"
    path = "codes"


@dataclass(frozen=True)
class Rules:
    """A tier as the night reads it. ``enter`` and ``keep`` are places of bands; None: not by band."""

    code: str
    rank: int
    active: bool
    enter: int | None
    keep: int | None
    months: int | None
    downgrade: str

    @property
    def kept_from(self) -> int | None:
        """The least place at which one keeps the tier."""
        return self.enter if self.keep is None else self.keep


@dataclass(frozen=True)
class Move:
    """What happens to everybody of one standing; ``to`` is the tier after it."""

    kind: Kind
    to: str


def ladder(tiers: Sequence[Rules]) -> list[Rules]:
    """Give tiers by rank, lowest first."""
    return sorted(tiers, key=lambda one: one.rank)


def earned(tiers: Sequence[Rules], place: int, below: int | None = None) -> Rules:
    """Give the highest active tier that a band enters, below a rank where one is given; else the base."""
    steps = ladder(tiers)
    open_ = [
        one
        for one in steps[1:]
        if one.active and one.enter is not None and place >= one.enter and (below is None or one.rank < below)
    ]
    return open_[-1] if open_ else steps[0]


def expire(tiers: Sequence[Rules], tier: str, place: int | None) -> Move | None:
    """Say what becomes of a standing that is due: prolonged, or down by the tier's policy.

    Args:
        tiers: all tiers.
        tier: where the client stands.
        place: of his band; None: unknown, and nothing happens.
    """
    steps = ladder(tiers)
    mine = next(one for one in steps if one.code == tier)
    if place is None or mine is steps[0]:
        return None
    least = mine.kept_from
    if mine.active and (least is None or place >= least):
        return Move("prolong", tier)
    lower = [one for one in steps if one.rank < mine.rank and (one.active or one is steps[0])]
    to = lower[-1] if mine.downgrade == ONE_DOWN else earned(tiers, place, mine.rank)
    return Move("leave" if to is steps[0] else "downgrade", to.code)


def balance(tiers: Sequence[Rules], tier: str, place: int | None) -> Move | None:
    """Say whether a client's band opens a higher tier to him."""
    steps = ladder(tiers)
    mine = next(one for one in steps if one.code == tier)
    if place is None:
        return None
    to = earned(tiers, place)
    if to.rank <= mine.rank:
        return None
    return Move("enter" if mine is steps[0] else "upgrade", to.code)


@dataclass(frozen=True)
class Group:
    """How many clients stand alike: in a tier, of a band as the files write it, due or not."""

    tier: str
    band: str
    due: bool
    count: int


@dataclass(frozen=True)
class Ahead:
    """A group and what the rules would do with it."""

    group: Group
    move: Move


def night(tiers: Sequence[Rules], groups: Sequence[Group], places: Mapping[str, int]) -> list[Ahead]:
    """Say what a night would do, both steps one after the other; who stays is left out.

    Args:
        tiers: the rules.
        groups: how the clients stand.
        places: of bands, by how they are written.
    """
    ahead = []
    for group in groups:
        place = places.get(written(group.band))
        first = expire(tiers, group.tier, place) if group.due else None
        if first:
            ahead.append(Ahead(group, first))
        then = balance(tiers, first.to if first else group.tier, place)
        if then:
            ahead.append(Ahead(group, then))
    return ahead


def counted(ahead: Sequence[Ahead], *kinds: Kind) -> int:
    """Count the clients whom such moves would touch."""
    return sum(one.group.count for one in ahead if one.move.kind in kinds)


def written(band: str) -> str:
    """Give a band's writing in the form in which writings are compared."""
    return "".join(band.split()).casefold().translate(_DASHES)


def changed_order(codes: Sequence[str], known: Sequence[str]) -> None:
    """Check that an order names every one exactly once.

    Raises:
        TierOrderIncomplete: ``audience.order_incomplete``.
    """
    if sorted(codes) != sorted(known):
        raise TierOrderIncomplete
