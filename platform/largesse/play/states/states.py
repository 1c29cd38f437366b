"""What a state is worth and how it moves; what else an activity remembers of one client; pure.

Words       *kept* everything remembered of a client in an activity, by key: ``state/<id>``,
            ``memory/<play>`` of an operator, ``chances/<play>`` that were given, ``unlocked/<play>``,
            ``milestone/<play>`` that started it; ``answered/<play>`` where totals are shown,
            ``scored/<play>`` when a score was sent last; *lot* chances given together, with the last day on
            which they are good
Invariant   what was kept in an older period counts as nothing; days are those of the activity's zone
Source      docs/explanation/states.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Literal

from largesse.kernel.clock import monday_of

Kind = Literal["counter", "sum", "set", "streak", "max", "latest"]
Kept = Mapping[str, Any]
Lot = tuple[int, str | None]
SET_MAX = 1_000
COMMON = frozenset({"household", "tier", "activity"})
MEMORY = "memory"
EVENT, SAID = "event.", "said."
Values = Mapping[str, str | int | bool]


def memory_key(play: str) -> str:
    """Name where an operator's memory of a play is kept."""
    return f"{MEMORY}/{play}"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a document: its name, what it holds, and when it begins again.

    Cycles are of ``days`` days, the first from ``first_day`` on. ``scope`` says whose it is.
    """

    id: str
    kind: Kind
    reset: Literal["never", "day", "week", "month", "cycle"]
    days: int = 1
    first_day: date = date.min
    scope: str = "client"

    @property
    def common(self) -> bool:
        """Whether clients share it, so that it does not stand in the client's own row."""
        return self.scope in COMMON

    @property
    def key(self) -> str:
        """Where it is kept."""
        return f"state/{self.id}"


@dataclass(frozen=True, slots=True)
class Move:
    """A state moved by a whole number; a set gets the member of this name.

    ``event.<name>`` stands for the value of that name of the event that started the play, ``said.<question>``
    for the score that the client sent.
    """

    state: State
    by: int | str


@dataclass(frozen=True, slots=True)
class Given:
    """Chances of a play, good for so many days, today included; None: to the end of the activity."""

    play: str
    units: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A locked play opened, for so many days, today included; None: to the end of the activity."""

    play: str
    days: int | None


Change = Move | Given | Unlocked


def period_in(state: State, day: date) -> str:
    """Name the period of a state in which a day lies; the empty name never ends."""
    if state.reset == "day":
        return day.isoformat()
    if state.reset == "week":
        return monday_of(day).isoformat()
    if state.reset == "cycle":
        return (day - timedelta(days=(day - state.first_day).days % state.days)).isoformat()
    return day.replace(day=1).isoformat() if state.reset == "month" else ""


def reached(state: State, kept: Kept, day: date) -> tuple[int, str]:
    """Give what a state is worth on a day, and the period it counts in.

    A set is worth its members, a streak the days in a row that end today or yesterday.
    """
    period = period_in(state, day)
    held = kept.get(state.key)
    if held is None or held[0] != period:
        return 0, period
    return _worth(state.kind, held[1], day), period


def _worth(kind: Kind, value: Any, day: date) -> int:
    if kind == "set":
        return len(value)
    if kind == "streak":
        last, run = value
        return run if date.fromisoformat(last) >= day - timedelta(days=1) else 0
    return int(value)


def members(state: State, kept: Kept, day: date) -> frozenset[str]:
    """Give the members of a set on a day; none for any other kind."""
    held = kept.get(state.key)
    if state.kind != "set" or held is None or held[0] != period_in(state, day):
        return frozenset()
    return frozenset(held[1])


def moved(state: State, kept: Kept, by: int | str, day: date) -> tuple[str, Any]:
    """Give period and value of a state after a move."""
    period = period_in(state, day)
    held = kept.get(state.key)
    value = held[1] if held is not None and held[0] == period else None
    return period, _MOVES[state.kind](value, by, day)


def _added(value: Any, by: int | str, _day: date) -> int:
    return int(value or 0) + int(by)


def _joined(value: Any, by: int | str, _day: date) -> list[str]:
    known = list(value or ())
    return known if str(by) in known or len(known) >= SET_MAX else [*known, str(by)]


def _marked(value: Any, _by: int | str, day: date) -> list[Any]:
    """Mark a day of a streak; a day counts once, and none that lies before the last."""
    last, run = (date.fromisoformat(value[0]), value[1]) if value else (date.min, 0)
    if day <= last:
        return [last.isoformat(), run]
    return [day.isoformat(), run + 1 if last == day - timedelta(days=1) else 1]


def _highest(value: Any, by: int | str, _day: date) -> int:
    return int(by) if value is None else max(int(value), int(by))


def _latest(_value: Any, by: int | str, _day: date) -> int:
    return int(by)


_MOVES = {
    "counter": _added, "sum": _added, "set": _joined, "streak": _marked, "max": _highest, "latest": _latest,
}  # fmt: skip


def filled(
    changes: Sequence[Change], props: Values, given: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Sequence[Change]:
    """Give changes with the values of the event that started the play, and with what was sent.

    Without its value a change is left out.
    """
    if not any(_named(one) for one in changes):
        return changes
    found: list[Change] = []
    for one in changes:
        if not isinstance(one, Move) or not (name := _named(one)):
            found.append(one)
        elif (value := _value(name, props, given)) is not None and (
            one.state.kind == "set" or type(value) is int
        ):
            found.append(Move(one.state, value))
    return found


def _named(one: Change) -> str:
    """Give the name of the value that a change moves by; empty where it moves by none."""
    by = one.by if isinstance(one, Move) else 0
    return by if isinstance(by, str) and by.startswith((EVENT, SAID)) else ""


def _value(name: str, props: Values, given: Mapping[str, Sequence[str]]) -> str | int | bool | None:
    if name.startswith(EVENT):
        return props.get(name.removeprefix(EVENT))
    said = given.get(name.removeprefix(SAID), ())
    return int(said[0]) if said and said[0].isdigit() else None


def lots_of(kept: Kept, play: str, day: date) -> list[Lot]:
    """Give the chances of a play that were given and are good on a day, those that end first in front."""
    given = kept.get(f"chances/{play}")
    if not given:
        return []
    lots = [(units, until) for units, until in given if _good(until, day)]
    return sorted(lots, key=lambda lot: (lot[1] is None, lot[1] or ""))


def spent(lots: Sequence[Lot], units: int) -> list[Lot]:
    """Give the lots that are left after some chances were used, those that end first first."""
    left: list[Lot] = []
    for held, until in lots:
        used = min(held, units)
        units -= used
        if held > used:
            left.append((held - used, until))
    return left


def unlocked(kept: Kept, play: str, day: date) -> bool:
    """Tell whether a locked play is open for the client on a day."""
    held = kept.get(f"unlocked/{play}")
    return held is not None and _good(held[0], day)


def _good(until: str | None, day: date) -> bool:
    return until is None or day.isoformat() <= until


def changed(kept: Kept, changes: Sequence[Change], day: date) -> Kept:
    """Give what is kept after some changes, in their order."""
    if not changes:
        return kept
    after = dict(kept)
    for one in changes:
        if isinstance(one, Move):
            after[one.state.key] = moved(one.state, after, one.by, day)
        elif isinstance(one, Given):
            lots = lots_of(after, one.play, day)
            after[f"chances/{one.play}"] = [*lots, (one.units, _until(one.days, day))]
        elif not unlocked(after, one.play, day):
            after[f"unlocked/{one.play}"] = [_until(one.days, day)]
    return after


def parted(changes: Sequence[Change]) -> tuple[Sequence[Change], tuple[Move, ...]]:
    """Part changes of what is kept of one client from moves of states that clients share."""
    moves = tuple(one for one in changes if isinstance(one, Move) and one.state.common)
    return ([one for one in changes if one not in moves], moves) if moves else (changes, ())


def _until(days: int | None, day: date) -> str | None:
    return None if days is None else (day + timedelta(days=days - 1)).isoformat()
