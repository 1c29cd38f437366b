"""Gathering: plays that arrive within a few milliseconds are committed together, each with its own answer.

Invariant   no answer before the commit; a caller who hangs up does not cancel his group; a group that fails
            is taken again one by one; two plays of one client in one activity never share a group
Source      docs/explanation/group-commit.md
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from uuid import UUID

import structlog

from largesse.kernel.errors import Refusal
from largesse.play.groups.group import GROUP_MAX, commit_group
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.store.house import House
from largesse.store.retry import retried
from largesse.store.work import Work

log = structlog.get_logger(__name__)
GATHER_S = 0.002
FLIGHTS_MAX = 2
WAITING_MAX = 5_000


class Crowded(Refusal):
    """More plays wait than this process will hold; try again in a moment."""

    code = "play.crowded"


class Gathering:
    """One per process: tickets wait here, flights of at most ``GROUP_MAX`` are committed."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: deque[Ticket] = deque()
        self._flying: set[tuple[UUID, UUID]] = set()
        self._flights: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None

    async def take(self, ticket: Ticket) -> Played:
        """Wait for the ticket's group and give its own answer.

        Raises:
            Refusal: the play's own no.
            Contended: a newer revision or another holder was in the way.
        """
        if len(self._waiting) >= WAITING_MAX:
            raise Crowded
        self._waiting.append(ticket)
        if len(self._waiting) >= GROUP_MAX:
            self._depart()
        elif self._alarm is None and len(self._flights) < FLIGHTS_MAX:
            self._alarm = asyncio.get_running_loop().call_later(GATHER_S, self._depart)
        return await asyncio.shield(ticket.answer)

    def _depart(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        while self._waiting and len(self._flights) < FLIGHTS_MAX:
            tickets = self._board()
            if not tickets:
                return
            flight = asyncio.get_running_loop().create_task(self._fly(tickets))
            self._flights.add(flight)
            flight.add_done_callback(self._landed)

    def _board(self) -> list[Ticket]:
        """Take tickets in order; one whose client is already on the way waits for the next flight."""
        boarded: list[Ticket] = []
        later: list[Ticket] = []
        while self._waiting and len(boarded) < GROUP_MAX:
            ticket = self._waiting.popleft()
            seat = (ticket.client, ticket.plan.activity)
            if seat in self._flying:
                later.append(ticket)
            else:
                self._flying.add(seat)
                boarded.append(ticket)
        self._waiting.extendleft(reversed(later))
        return boarded

    def _landed(self, flight: asyncio.Task[None]) -> None:
        self._flights.discard(flight)
        self._depart()

    async def _fly(self, tickets: list[Ticket]) -> None:
        try:
            await self._settle(tickets)
        finally:
            self._flying -= {(t.client, t.plan.activity) for t in tickets}

    async def _settle(self, tickets: Sequence[Ticket]) -> None:
        try:
            outcomes: Sequence[Outcome | Exception] = await commit_group(self._work, tickets)
        except Exception as error:  # noqa: BLE001 - whatever made the group fail, each play is tried alone
            log.warning("group_failed", plays=len(tickets), error=type(error).__name__)
            outcomes = [await self._alone(ticket) for ticket in tickets]
        for ticket, outcome in zip(tickets, outcomes, strict=True):
            _tell(ticket, outcome)

    async def _alone(self, ticket: Ticket) -> Outcome | Exception:
        try:
            (outcome,) = await retried(lambda: commit_group(self._work, [ticket]))
        except Exception as error:  # noqa: BLE001 - the caller gets it; the other plays go on
            return error
        return outcome


def _tell(ticket: Ticket, outcome: Outcome | Exception) -> None:
    if ticket.answer.done():
        return
    if isinstance(outcome, Exception):
        ticket.answer.set_exception(outcome)
        ticket.answer.exception()  # a caller who hung up leaves nobody to fetch it
    else:
        ticket.answer.set_result(outcome)


def gathering(work: Work) -> Gathering:
    """Give the gathering of this process."""
    return work.house.single(_gathering)


def _gathering(house: House) -> Gathering:
    return Gathering(Work(house))
