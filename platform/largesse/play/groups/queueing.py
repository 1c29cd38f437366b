"""Who of a group has to wait: nobody passes those whose turn has come; whoever is over a limit goes behind.

Source      docs/explanation/limits.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from largesse.play.groups.attempt import Attempt
from largesse.play.groups.ticket import Outcome, Ticket
from largesse.play.plans.choice import Shared, line_of
from largesse.play.plans.limits import Queued
from largesse.play.queues.waiting import Ahead, Waiting, ahead_in, keep_waiting
from largesse.store.work import Read, Tx


@dataclass(slots=True)
class Queue:
    """The lines in which somebody's turn has come, and by draw the line that a ticket goes into."""

    ahead: frozenset[Ahead] = frozenset()
    lines: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    async def of(cls, read: Read, tickets: Sequence[Ticket], at: datetime) -> Self:
        """Read who waits before some tickets; nothing is read where nobody can wait."""
        activities = {t.plan.activity for t in tickets if t.plan.queues}
        return cls(await ahead_in(read, activities, at)) if activities else cls()

    def must_not_pass(self, ticket: Ticket, attempt: Attempt, at: datetime) -> None:
        """Let a ticket wait that would pass those whose turn has come.

        Raises:
            Queued: ``play.queued``.
        """
        if not ticket.plan.queues:
            return
        for pool, shared in _waited_for(attempt):
            line = line_of(pool)
            if not ticket.waited and Ahead(ticket.plan.activity, line) in self.ahead:
                self.lines[ticket.draw] = line
                raise Queued(shared.owner, shared.period, shared.max, retry_at=at)

    async def keep(
        self,
        tx: Tx[Any],
        tickets: Sequence[Ticket],
        decided: Mapping[int, Attempt],
        outcomes: Mapping[int, Outcome],
    ) -> None:
        """Write down who waits from now on."""
        some = [
            _waiting(tickets[ix], no, self.lines.get(tickets[ix].draw) or _line(decided.get(ix), no))
            for ix, no in outcomes.items()
            if isinstance(no, Queued)
        ]
        await keep_waiting(tx, some)


def _waited_for(attempt: Attempt) -> list[tuple[str, Shared]]:
    return [(pool, one) for side in attempt.sides for pool, one in side.shared.items() if one.waits]


def _line(attempt: Attempt | None, no: Queued) -> str:
    """Name the line of the limit that refused; a client's own limit has none, he is alone in it."""
    if attempt is None:
        return ""
    said = (no.scope, no.period, no.max)
    some = (pool for pool, one in _waited_for(attempt) if (one.owner, one.period, one.max) == said)
    return next(map(line_of, some), "")


def _waiting(ticket: Ticket, no: Queued, line: str) -> Waiting:
    return Waiting(
        activity=ticket.plan.activity,
        play=ticket.plan.play,
        client=ticket.client,
        key=ticket.key,
        given=ticket.given,
        mark=ticket.mark,
        device=ticket.places.get("device", ""),
        address=ticket.places.get("ip", ""),
        line=line,
        over=no,
        waited=ticket.waited,
    )
