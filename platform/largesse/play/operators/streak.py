"""``streak``: days in a row, one attempt a day; missed days may be made up.

Words       *run* the days in a row that end with the latest one; *span* first and last day of a run
Invariant   a day counts once; a step pays once in its run
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from largesse.activities.operators.reading import first, values
from largesse.activities.operators.streak import STREAK
from largesse.contracts.documents_gen import DecideStreak
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import because
from largesse.play.operators.decider import Decider, Met, Published, Turn, no_number
from largesse.play.operators.shown import Mark, Seen, Shown
from largesse.store.extending import hookimpl

MADE_UP = "day"
_SPANS_MAX = 40
_SHOWN_DAYS = 62
_DAY = timedelta(days=1)
Span = tuple[date, date]


@dataclass(frozen=True)
class AlreadyToday(Refusal):
    """The client was here today; a new day counts again."""

    code = "play.already_today"


@dataclass(frozen=True)
class NotToMakeUp(Refusal):
    """The day cannot be made up: not missed, too far back, or all that may be made up are."""

    code = "play.not_to_make_up"
    day: str


class Step(msgspec.Struct, frozen=True):
    """A day in a row and the outcome that it brings."""

    id: str
    days: int


class Makeup(msgspec.Struct, frozen=True):
    """How many missed days may be made up, and how far back they may lie."""

    max: int
    within_days: int = 7


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    outcome: str
    steps: tuple[Step, ...]
    cycle_days: int | None
    makeup: Makeup | None
    fallback: str | None


class Memory(msgspec.Struct, frozen=True):
    """The client's runs in order, the days that were made up, and the days of the last run that were paid."""

    spans: tuple[Span, ...] = ()
    made_up: int = 0
    paid: tuple[int, ...] = ()


def published(decide: DecideStreak) -> Published:
    """Give the days that bring more, the cycle and what may be made up."""
    ids, days = values(decide, "steps/*/outcome/id"), values(decide, "steps/*/days")
    return {
        "outcome": first(decide, "outcome/id"),
        "steps": [{"id": one, "days": day} for one, day in zip(ids, days, strict=True)],
        "cycle_days": first(decide, "cycle_days"),
        "makeup": first(decide, "makeup"),
        "fallback": first(decide, "fallback/id"),
    }


def decide(odds: Odds, turn: Turn) -> Met:
    """Count the day, or the missed one that the client makes up, and give what it brings."""
    kept = msgspec.convert(turn.memory or {}, Memory)
    made_up, day = kept.made_up, turn.day
    if MADE_UP in turn.given:
        day = _missed(odds.makeup, turn, kept)
        made_up += 1
    elif _counted(kept.spans, day):
        raise AlreadyToday
    spans = with_day(kept.spans, day)
    begin, end = spans[-1]
    run = (end - begin).days + 1
    goes_on = bool(kept.spans) and begin <= kept.spans[-1][0]
    index, paid = _brings(odds, run, kept.paid if goes_on else ())
    memory = msgspec.to_builtins(Memory(tuple(spans[-_SPANS_MAX:]), made_up, paid))
    shown = (run - 1) % odds.cycle_days + 1 if odds.cycle_days else run
    return Met(index, memory, memory, basis={"day": day.isoformat(), "run": shown})


def with_day(spans: Sequence[Span], day: date) -> list[Span]:
    """Give the spans with one more day, those that touch made one, in order."""
    joined: list[Span] = []
    for begin, end in sorted([*spans, (day, day)]):
        if joined and begin <= joined[-1][1] + _DAY:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _counted(spans: Sequence[Span], day: date) -> bool:
    return any(begin <= day <= end for begin, end in spans)


def _missed(makeup: Makeup | None, turn: Turn, kept: Memory) -> date:
    """Read the missed day that the client makes up."""
    try:
        day = date.fromisoformat(turn.given[MADE_UP][0])
    except (ValueError, IndexError):
        raise Malformed(because("play.reason.day"), MADE_UP) from None
    if day not in _open_days(makeup, kept, turn.day, turn.first_day):
        raise NotToMakeUp(day.isoformat())
    return day


def _open_days(makeup: Makeup | None, kept: Memory, today: date, first_day: date) -> tuple[date, ...]:
    """Give the missed days that can be made up now, in order."""
    if makeup is None or kept.made_up >= makeup.max:
        return ()
    back = [today - days * _DAY for days in range(makeup.within_days, 0, -1)]
    return tuple(day for day in back if day >= first_day and not _counted(kept.spans, day))


def _brings(odds: Odds, run: int, paid: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """Give the index of what a run brings, and the days of the run that are paid then.

    The highest step that is reached and not paid comes, so that days that were made up lose nothing.
    """
    begun = (run - 1) // odds.cycle_days * odds.cycle_days if odds.cycle_days else 0
    still = tuple(one for one in paid if one > begun)
    for index, step in reversed(list(enumerate(odds.steps, 1))):
        due = begun + step.days
        if due <= run and due not in still:
            return index, (*still, due)
    return 0, still


def shown(decide: DecideStreak, seen: Seen) -> Shown:
    """Show the days that were counted, those that can be made up, the run, and the days that bring more."""
    odds = msgspec.convert(published(decide), Odds)
    kept = msgspec.convert(seen.memory or {}, Memory)
    last = kept.spans[-1] if kept.spans and kept.spans[-1][1] >= seen.day - _DAY else None
    run = (last[1] - last[0]).days + 1 if last else 0
    cycle = odds.cycle_days
    ended = last is not None and last[1] < seen.day and bool(cycle) and run % (cycle or 1) == 0
    begun = (run if ended else max(0, run - 1) // cycle * cycle) if cycle else 0
    makeup = odds.makeup
    titles = values(decide, "steps/*/outcome/title")
    return Shown(
        {
            "run": run - begun,
            "today": int(_counted(kept.spans, seen.day)),
            "to_make_up_max": makeup.max if makeup else 0,
            "to_make_up_left": max(0, makeup.max - kept.made_up) if makeup else 0,
        },
        tuple(
            Mark(step.id, title, step.days, bool(run) and begun + step.days in kept.paid)
            for step, title in zip(odds.steps, titles, strict=True)
        ),
        days=tuple(_days_of(kept.spans, seen.day - _SHOWN_DAYS * _DAY)),
        to_make_up=_open_days(makeup, kept, seen.day, seen.first_day),
    )


def _days_of(spans: Sequence[Span], since: date) -> Iterator[date]:
    for begin, end in spans:
        day = max(begin, since)
        while day <= end:
            yield day
            day += _DAY


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=STREAK, published=published, decide=decide, verify=no_number, odds=Odds, shown=shown
    )
