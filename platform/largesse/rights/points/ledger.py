"""What each act of points writes: entries that sum to zero, and the awards that it makes. Pure.

Words       *books*: the house's own accounts of a kind; *award*: points that end together; what a client
            *owes* 欠额 is what was taken back after he had spent it
Invariant   entries of a posting sum to zero; no award and no balance goes below zero; whoever owes has
            nothing unused: whatever comes in settles that first; spending takes what ends first
Source      docs/explanation/points.md
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Broken, Missing, Refusal

Act = Literal["award", "spend", "expire", "give_back", "take_back", "transfer"]
MakeId = Callable[[], UUID]
POINTS_MAX = 10**9


@dataclass(frozen=True)
class PointsNotEnough(Refusal):
    """Fewer points can be spent than this needs."""

    code = "rights.points_not_enough"
    needed: int
    usable: int
    gap: int


@dataclass(frozen=True)
class AwardTaken(Refusal):
    """The award was taken back already, or all of it has expired."""

    code = "rights.points_award_taken"


@dataclass(frozen=True)
class AwardMissing(Missing):
    """No such award within reach."""

    code = "rights.points_award_missing"
    award: UUID


@dataclass(frozen=True, slots=True)
class Books:
    """The house's accounts of one kind."""

    kind: UUID
    issued: UUID
    adjusted: UUID
    spent: UUID
    expired: UUID
    transfer: UUID


@dataclass(frozen=True, slots=True)
class Account:
    """A client's account as read under its lock; ``owed`` is how much he owes, on the account ``owes``."""

    id: UUID
    owes: UUID
    kind: UUID
    client: UUID
    balance: int
    owed: int


@dataclass(frozen=True, slots=True)
class Award:
    """An award as read under its account's lock; ``unused`` is left of it, ``lapsed`` has expired."""

    id: UUID
    points: int
    unused: int
    lapsed: int
    last_day: date | None
    ends_at: datetime | None
    taken_at: datetime | None

    def living(self, now: datetime) -> bool:
        """Tell whether its points can be spent now."""
        return self.ends_at is None or now < self.ends_at


@dataclass(frozen=True, slots=True)
class Until:
    """To the end of which day points are usable, and the instant after it."""

    last_day: date | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Gift:
    """How many points go over, and when."""

    points: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Points into an account, out of it where negative; ``award``: whose points they are."""

    account: UUID
    points: int
    award: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewAward:
    """An award that an act makes; ``came_from`` is the one that it continues."""

    id: UUID
    account: UUID
    points: int
    until: Until
    came_from: UUID | None = None


@dataclass(frozen=True)
class Posting:
    """What one act writes; ``points`` is what people read, ``taken`` an award that is taken back."""

    act: Act
    kind: UUID
    client: UUID
    points: int
    entries: tuple[Entry, ...]
    awards: tuple[NewAward, ...] = ()
    other: UUID | None = None
    taken: UUID | None = None
    facts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.points < 1 or sum(one.points for one in self.entries) != 0:
            raise Broken(f"entries do not sum to zero: {self}")
        if any(one.points == 0 for one in self.entries):
            raise Broken(f"an entry of nothing: {self}")


def usable(awards: Sequence[Award], now: datetime) -> int:
    """Count the points that can be spent now."""
    return sum(one.unused for one in awards if one.living(now))


def by_end(award: Award) -> tuple[bool, float, UUID]:
    """Order awards by their end, those without end last."""
    at = award.ends_at
    return (at is None, at.timestamp() if at else 0.0, award.id)


def award(account: Account, source: UUID, points: int, until: Until, make_id: MakeId) -> Posting:
    """Award points out of one of the house's accounts; what is owed is settled first."""
    owed = min(points, account.owed)
    made = NewAward(make_id(), account.id, points, until)
    entries = _made((source, -points, made.id), (account.owes, owed, None), _to(account, made, owed))
    return Posting("award", account.kind, account.client, points, entries, (made,), facts={"settled": owed})


def settled(account: Account, points: int) -> Account:
    """Give an account after so much of what it owed was settled."""
    return replace(account, owed=account.owed - points)


def spend(account: Account, books: Books, awards: Sequence[Award], points: int, now: datetime) -> Posting:
    """Spend points, those first that end first.

    Raises:
        PointsNotEnough: ``rights.points_not_enough``.
    """
    parts = _taken(awards, points, now)
    entries = [Entry(account.id, -units, one.id) for one, units in parts]
    return Posting("spend", account.kind, account.client, points, (*entries, Entry(books.spent, points)))


def transfer(
    between: tuple[Account, Account], books: Books, awards: Sequence[Award], what: Gift, make_id: MakeId
) -> Posting:
    """Give points of the first account to the second; each keeps its own last day.

    Raises:
        PointsNotEnough: ``rights.points_not_enough``.
    """
    giver, getter = between
    parts = _taken(awards, what.points, what.now)
    entries = [Entry(giver.id, -units, one.id) for one, units in parts]
    entries += [Entry(books.transfer, what.points), Entry(books.transfer, -what.points)]
    come, made = _come_in(getter, [(one, units, _until(one)) for one, units in parts], make_id)
    both = (*entries, *come)
    return Posting("transfer", giver.kind, giver.client, what.points, both, made, other=getter.client)


@dataclass(frozen=True, slots=True)
class Return:
    """How points come back whose award has ended: until ``grace``; None: they expire at once."""

    now: datetime
    grace: Until | None


def give_back(
    account: Account, books: Books, parts: Sequence[tuple[Award, int]], how: Return, make_id: MakeId
) -> Posting:
    """Give a spend's points back to the awards that they came from; what is owed is settled first.

    Points of an award that has ended meanwhile come back for the days of grace, or expire at once.
    Points of an award that was taken back meanwhile are an award of their own with the same last day.
    """
    points = sum(units for _, units in parts)
    entries, rest, owed = [Entry(books.spent, -points)], [], account.owed
    for one, units in sorted(parts, key=lambda part: by_end(part[0])):
        settled = min(units, owed)
        owed -= settled
        if units > settled:
            rest.append((one, units - settled))
    entries += _made((account.owes, account.owed - owed, None))
    lapsed, anew = 0, []
    for one, units in rest:
        if one.living(how.now) and one.taken_at is None:
            entries.append(Entry(account.id, units, one.id))
        elif one.living(how.now):
            anew.append((one, units, _until(one)))
        elif how.grace is not None:
            anew.append((one, units, how.grace))
        else:
            lapsed += units
            entries += _lapse(account, books, one, units, back=True)
    made = [NewAward(make_id(), account.id, units, until, one.id) for one, units, until in anew]
    entries += [Entry(account.id, one.points, one.id) for one in made]
    facts = {"settled": account.owed - owed, "lapsed": lapsed}
    return Posting(
        "give_back", account.kind, account.client, points, tuple(entries), tuple(made), facts=facts
    )


def take_back(account: Account, source: UUID, one: Award, others: Sequence[Award], now: datetime) -> Posting:
    """Take an award back: what is left of it, then other points in order of their end; the rest is owed.

    What has expired of it is gone already and is not taken.

    Raises:
        AwardTaken: ``rights.points_award_taken``.
    """
    points = one.points - one.lapsed
    if one.taken_at is not None or points == 0:
        raise AwardTaken
    gone = points - one.unused
    entries = _made((account.id, -one.unused, one.id))
    left = gone
    for other in sorted((other for other in others if other.living(now)), key=by_end):
        units = min(left, other.unused)
        if units and other.id != one.id:
            entries += (Entry(account.id, -units, other.id),)
            left -= units
    entries += _made((account.owes, -left, None), (source, points, one.id))
    facts = {"owed": left}
    return Posting("take_back", account.kind, account.client, points, entries, taken=one.id, facts=facts)


def expire(account: Account, books: Books, awards: Sequence[Award], now: datetime) -> Posting | None:
    """Expire what is left of awards that have ended; None where nothing is."""
    over = [one for one in awards if not one.living(now) and one.unused]
    if not over:
        return None
    entries = [entry for one in over for entry in _lapse(account, books, one, one.unused)]
    points = sum(one.unused for one in over)
    return Posting("expire", account.kind, account.client, points, tuple(entries))


def _taken(awards: Sequence[Award], points: int, now: datetime) -> list[tuple[Award, int]]:
    """Choose whose points go: those that end first."""
    if points < 1:
        raise Broken("points are whole and at least 1")
    left, parts = points, []
    for one in sorted((one for one in awards if one.living(now) and one.unused), key=by_end):
        units = min(left, one.unused)
        if units:
            parts.append((one, units))
            left -= units
    if left:
        raise PointsNotEnough(points, points - left, left)
    return parts


def _come_in(
    account: Account, parts: Sequence[tuple[Award, int, Until]], make_id: MakeId
) -> tuple[tuple[Entry, ...], tuple[NewAward, ...]]:
    """Let parts of awards come in as awards of their own; what is owed is settled first."""
    entries: list[Entry] = []
    made: list[NewAward] = []
    owed = account.owed
    for one, units, until in parts:
        settled = min(units, owed)
        owed -= settled
        new = NewAward(make_id(), account.id, units, until, one.id)
        made.append(new)
        entries += _made((account.owes, settled, None), _to(account, new, settled))
    return tuple(entries), tuple(made)


def _to(account: Account, made: NewAward, settled: int) -> tuple[UUID, int, UUID]:
    return (account.id, made.points - settled, made.id)


def _lapse(account: Account, books: Books, one: Award, units: int, *, back: bool = False) -> list[Entry]:
    """Move points out of an award into what has expired; ``back``: they come back into it just before."""
    come = [Entry(account.id, units, one.id)] if back else []
    return [*come, Entry(account.id, -units, one.id), Entry(books.expired, units, one.id)]


def _made(*wanted: tuple[UUID, int, UUID | None]) -> tuple[Entry, ...]:
    """Give entries without those of nothing."""
    return tuple(Entry(account, points, one) for account, points, one in wanted if points)


def _until(one: Award) -> Until:
    return Until(one.last_day, one.ends_at)
