"""What a replay found, as the console shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

import strawberry

from largesse.activities.simulations.console import SimulatedBound
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.play.inbound.console import InboundEvent
from largesse.play.replays import outcome
from largesse.play.replays.reads import Names


def in_words(code: str, locale: str) -> str:
    """Say what became of an attempt that was refused; empty: there was nothing."""
    return text(code if "." in code else f"play.event_reason.{code}", locale) if code else ""


@strawberry.type(description="Events of one name on a day.")
class ReplayedName:
    """One name."""

    name: str = named("Name of the event.")
    events: int = named("How many came.")
    heard: int = named("For how many something was waiting.")


@strawberry.type(description="Events of a day that stand apart for one reason.")
class ReplayedApart:
    """One reason."""

    reason: str = named("The reason's code; dismissed: they were put aside.")
    events: int = named("How many stand apart.")
    taken: int = named("How many of them were played as if they were let count.")


@strawberry.type(description="How often one outcome of a play would come.")
class ReplayedOutcome:
    """One outcome."""

    play: str = named("The play's id.")
    id: str = named("The outcome's id.")
    title: str = named("Its title in the request's language.")
    prize: bool = named("Whether it is a prize that can be met; else no prize, or the fallback.")
    times: int = named("How often.")
    cost: MoneyType = named("What it would cost.")


@strawberry.type(description="Units of one right that would be given.")
class ReplayedRight:
    """One right."""

    ref: str = named("Its name in the document.")
    title: str = named("Its title in the request's language.")
    units: int = named("How many units.")
    cost: MoneyType = named("What they would cost.")


@strawberry.type(description="Attempts of a play that would be refused so.")
class ReplayedRefusal:
    """One refusal."""

    play: str = named("The play's id.")
    code: str = named("Its code.")
    message: str = named("The refusal in words.")
    times: int = named("How often.")


@strawberry.type(
    description="What would be moved beside rights: states, points, chances, what effects do after."
)
class ReplayedMove:
    """One of them."""

    kind: str = named("state, points, chances or effect.")
    name: str = named("The state's id, the kind's code, the play's id, or the effect's name.")
    times: int = named("How often.")
    units: int = named("By how much in all.")


@strawberry.type(description="What one client would get of a day.")
class ReplayedClient:
    """One client."""

    client: str = named("The client, cli_….")
    name: str = named("Number and masked name; empty: the client is gone.")
    events: int = named("Events that started anything for the client.")
    plays: int = named("Attempts that were played.")
    refused: int = named("Attempts that were refused.")
    prizes: int = named("Prizes.")
    points: int = named("Points of all kinds, what was paid taken off.")
    cost: MoneyType = named("What it would cost.")


@strawberry.type(description="What one attempt would come to.")
class ReplayedAttempt:
    """One attempt."""

    play: str = named("The play's id.")
    outcome: str = named("The outcome's id, or the code of the refusal.")
    message: str = named("The refusal in words; empty: it was played.")
    refused: bool = named("Whether it was refused.")
    after: bool = named("Whether a state that was reached started it, and not the event itself.")
    cost: MoneyType = named("What it would cost.")
    moves: list[ReplayedMove] = named("States and points that it would move.")


@strawberry.type(description="One event of the day, and what it would do.")
class ReplayedEvent:
    """One example."""

    event: InboundEvent | None = named("The event; null: it is out of reach now.")
    client_name: str = named("Whom it concerns: number and masked name; empty: nobody is known.")
    attempts: list[ReplayedAttempt] = named("What it would do; none: nothing.")


@strawberry.type(description="Attempts that came out otherwise when the events came.")
class ReplayedDifference:
    """One kind of difference."""

    kind: str = named("other_draw, other_outcome, only_here, only_really, other_refusal or not_tried_then.")
    play: str = named("The play's id.")
    here: str = named("What it comes to on the bench: an outcome's id or a refusal's code; empty: nothing.")
    here_message: str = named("That refusal in words; empty: it is none.")
    really: str = named("What it came to then; empty: nothing was noted.")
    really_message: str = named("That refusal in words; empty: it is none.")
    times: int = named("How often.")
    events: list[InboundEvent] = named("Some of its events, at most five.")


@strawberry.type(description="The same events as they were taken then.")
class ReplayedReality:
    """The comparison."""

    since: datetime = named("From when on the published version was out.")
    compared: int = named("Attempts that are compared.")
    same: int = named("Of them those that came to the same.")
    other_version: int = named("Attempts that another version decided; they are not compared.")
    differences: list[ReplayedDifference] = named("What differs, the most frequent first.")


@strawberry.type(description="What the events of a day would do under a document; nothing of it was written.")
class DayReplayed:
    """All of it."""

    hash: str = named("Address of the document that was played.")
    events: int = named("Events of the day.")
    heard: int = named("Events for which something was waiting.")
    attempts: int = named("Attempts that were made.")
    decided: int = named("Attempts that were not refused.")
    cost: MoneyType = named("What it would cost.")
    cap: MoneyType = named("The document's budget.")
    names: list[ReplayedName] = named("Events by name, at most a hundred names.")
    apart: list[ReplayedApart] = named("Events that stand apart.")
    outcomes: list[ReplayedOutcome] = named("How often each outcome came.")
    rights: list[ReplayedRight] = named("Units of each right.")
    refused: list[ReplayedRefusal] = named("What was refused.")
    moves: list[ReplayedMove] = named("What else was moved.")
    bounds: list[SimulatedBound] = named("What was used up, what binds first in front.")
    clients_all: int = named("Clients for whom anything was started.")
    clients: list[ReplayedClient] = named("Those who get most, at most 500.")
    examples: list[ReplayedEvent] = named("Some events of each kind, in the order of the day; at most 200.")
    real: ReplayedReality | None = named("The comparison; null: this version was not out on that day.")
    took_s: float = named("Seconds that it took.")

    @classmethod
    def of(cls, row: outcome.Outcome, names: Names, locale: str) -> Self:
        shows = _Shows(row.currency, names, locale)
        return cls(
            hash=row.hash,
            events=row.events,
            heard=row.heard,
            attempts=row.attempts,
            decided=row.decided,
            cost=money(row.cost_minor, row.currency),
            cap=money(row.cap_minor, row.currency),
            names=[ReplayedName(name=one.name, events=one.events, heard=one.heard) for one in row.names],
            apart=[ReplayedApart(reason=one.reason, events=one.events, taken=one.taken) for one in row.apart],
            outcomes=[shows.result(one) for one in row.given],
            rights=[shows.right(one) for one in row.rights],
            refused=[shows.refusal(one) for one in row.refused],
            moves=[_move(one.kind, one.name, one.units, one.times) for one in row.moved],
            bounds=[SimulatedBound.of(one, locale) for one in row.bounds],
            clients_all=row.clients_all,
            clients=[shows.client(one) for one in row.clients],
            examples=[shows.example(one) for one in row.examples],
            real=shows.reality(row.real) if row.real else None,
            took_s=row.took_s,
        )


def _move(kind: str, name: str, units: int, times: int = 1) -> ReplayedMove:
    return ReplayedMove(kind=kind, name=name, units=units, times=times)


class _Shows:
    """Shows parts of what was found, in a currency, with names, in a language."""

    def __init__(self, currency: str, names: Names, locale: str) -> None:
        self.currency, self.locale, self.clients = currency, locale, names.clients
        self.events: Mapping[object, InboundEvent] = {
            ident: InboundEvent.of(row, locale) for ident, row in names.events.items()
        }

    def result(self, one: outcome.Given) -> ReplayedOutcome:
        return ReplayedOutcome(
            play=one.play,
            id=one.id,
            title=said(one.title, self.locale),
            prize=one.prize,
            times=one.times,
            cost=money(one.cost_minor, self.currency),
        )

    def right(self, one: outcome.Right) -> ReplayedRight:
        title, cost = said(one.title, self.locale), money(one.cost_minor, self.currency)
        return ReplayedRight(ref=one.ref, title=title, units=one.units, cost=cost)

    def refusal(self, one: outcome.Refused) -> ReplayedRefusal:
        message = in_words(one.code, self.locale)
        return ReplayedRefusal(play=one.play, code=one.code, message=message, times=one.times)

    def client(self, one: outcome.Client) -> ReplayedClient:
        return ReplayedClient(
            client=text_id("cli", one.client),
            name=self.clients.get(one.client, ""),
            events=one.events,
            plays=one.plays,
            refused=one.refused,
            prizes=one.prizes,
            points=one.points,
            cost=money(one.cost_minor, self.currency),
        )

    def example(self, one: outcome.Example) -> ReplayedEvent:
        return ReplayedEvent(
            event=self.events.get(one.event),
            client_name=self.clients.get(one.client, "") if one.client else "",
            attempts=[self._attempt(each) for each in one.did],
        )

    def _attempt(self, one: outcome.Did) -> ReplayedAttempt:
        moves = [_move("state", name, units) for name, units in one.states.items()]
        moves += [_move("points", name, units) for name, units in one.points.items()]
        return ReplayedAttempt(
            play=one.play,
            outcome=one.outcome,
            message=in_words(one.outcome, self.locale) if one.refused else "",
            refused=one.refused,
            after=one.after,
            cost=money(one.cost_minor, self.currency),
            moves=moves,
        )

    def reality(self, one: outcome.Real) -> ReplayedReality:
        return ReplayedReality(
            since=one.since,
            compared=one.compared,
            same=one.same,
            other_version=one.other_version,
            differences=[self._difference(each) for each in one.differs],
        )

    def _difference(self, one: outcome.Differs) -> ReplayedDifference:
        return ReplayedDifference(
            kind=one.kind,
            play=one.play,
            here=one.here,
            here_message=self._told(one.here),
            really=one.real,
            really_message=self._told(one.real),
            times=one.times,
            events=[self.events[event] for event in one.events if event in self.events],
        )

    def _told(self, code: str) -> str:
        """Say what was told; an outcome's id says itself."""
        found = in_words(code, self.locale)
        return "" if found.endswith(code) else found
