"""Gathering: plays that arrive within a few milliseconds are committed together, each with its own answer.

Words       *flight* a group on its way to its commit
Invariant   no answer before the commit; a caller who hangs up does not cancel his group; a group that fails
            is taken again one by one; two plays of one client in one activity never share a group
Source      docs/explanation/group-commit.md
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from largesse.kernel.errors import NotSignedIn, Refusal, Told
from largesse.play.groups.group import GROUP_MAX, commit_group
from largesse.play.groups.ticket import Again, Outcome, Place, Played, Ticket
from largesse.play.refused.counter import refused
from largesse.store.house import House
from largesse.store.retry import retried
from largesse.store.work import Work

log = structlog.get_logger(__name__)
GATHER_S = 0.001
GATHER_MAX_S = 0.010
FLIGHTS_MAX = 1
WAITING_MAX = 5_000
Tell = Callable[[Outcome | Exception], None]


class Crowded(Refusal):
    """More plays wait than this process will hold; try again in a moment."""

    code = "play.crowded"


class Gathering:
    """One per process: tickets wait here, flights of at most ``GROUP_MAX`` are committed.

    A flight departs once no ticket came within ``GATHER_S``, at the latest after ``GATHER_MAX_S``: where many
    take part, they arrive as fast as the last flight's answers leave, and one group is cheaper than two.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: deque[tuple[Ticket, Tell]] = deque()
        self._flying: set[Place] = set()
        self._flights = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None
        self._seen, self._depart_at = 0, 0.0

    async def take(self, ticket: Ticket) -> Played:
        """Wait for the ticket's group and give its own answer.

        Raises:
            Refusal: the play's own no.
            Contended: a newer revision or another holder was in the way.
        """
        answer: asyncio.Future[Played] = asyncio.get_running_loop().create_future()
        self.add(ticket, partial(_resolve, answer))
        return await answer

    def add(self, ticket: Ticket, tell: Tell) -> None:
        """Let a ticket wait for its group; ``tell`` is called once, after the commit.

        Raises:
            Crowded: ``play.crowded``.
        """
        if len(self._waiting) + len(self._flying) >= WAITING_MAX:
            raise Crowded
        self._waiting.append((ticket, tell))
        self._arm()

    def _arm(self) -> None:
        if self._alarm is None and self._waiting and self._flights < FLIGHTS_MAX:
            loop = asyncio.get_running_loop()
            self._seen, self._depart_at = 0, loop.time() + GATHER_MAX_S
            self._alarm = loop.call_later(GATHER_S, self._look)

    def _look(self) -> None:
        loop, waiting = asyncio.get_running_loop(), len(self._waiting)
        if self._seen < waiting < GROUP_MAX and loop.time() < self._depart_at:
            self._seen = waiting
            self._alarm = loop.call_later(GATHER_S, self._look)
            return
        self._alarm = None
        boarded = self._board()
        if boarded:
            self._flights += 1
            flight = loop.create_task(self._fly(boarded))
            self._tasks.add(flight)
            flight.add_done_callback(self._tasks.discard)

    def _board(self) -> list[tuple[Ticket, Tell]]:
        """Take tickets in order; one whose client is already on the way waits for the next flight."""
        boarded: list[tuple[Ticket, Tell]] = []
        later: list[tuple[Ticket, Tell]] = []
        while self._waiting and len(boarded) < GROUP_MAX:
            one = self._waiting.popleft()
            place = one[0].place
            if place in self._flying:
                later.append(one)
            else:
                self._flying.add(place)
                boarded.append(one)
        self._waiting.extendleft(reversed(later))
        return boarded

    async def _fly(self, boarded: list[tuple[Ticket, Tell]]) -> None:
        outcomes = await self._together([ticket for ticket, _ in boarded])
        self._flights -= 1
        self._arm()
        for nr, (ticket, tell) in enumerate(boarded):
            outcome = await self._alone(ticket) if outcomes is None else outcomes[nr]
            self._flying.discard(ticket.place)
            if isinstance(outcome, Again):
                self._waiting.appendleft((ticket, tell))
            else:
                self._count(ticket, outcome)
                _tell(tell, outcome)
        self._arm()

    def _count(self, ticket: Ticket, outcome: Outcome | Exception) -> None:
        """Count a refusal for staff, but of one whom nobody knows."""
        if isinstance(outcome, Told) and not isinstance(outcome, NotSignedIn):
            refused(self._work).count(ticket.plan.activity, ticket.plan.play, outcome.code)

    async def _together(self, tickets: Sequence[Ticket]) -> Sequence[Outcome] | None:
        try:
            return await commit_group(self._work, tickets)
        except Exception as error:  # noqa: BLE001 - whatever made the group fail, each play is tried alone
            log.warning("group_failed", plays=len(tickets), error=type(error).__name__)
            return None

    async def _alone(self, ticket: Ticket) -> Outcome | Exception:
        try:
            (outcome,) = await retried(lambda: commit_group(self._work, [ticket]))
        except Exception as error:  # noqa: BLE001 - the caller gets it; the other plays go on
            return error
        return outcome


def _tell(tell: Tell, outcome: Outcome | Exception) -> None:
    try:
        tell(outcome)
    except Exception:
        log.exception("telling_failed")  # one caller's trouble; the others are told


def _resolve(answer: asyncio.Future[Played], outcome: Outcome | Exception) -> None:
    if answer.done():
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
        answer.exception()  # a caller who hung up leaves nobody to fetch it
    else:
        answer.set_result(outcome)


def gathering(work: Work) -> Gathering:
    """Give the gathering of this process."""
    return work.house.single(_gathering)


def _gathering(house: House) -> Gathering:
    return Gathering(Work(house))
