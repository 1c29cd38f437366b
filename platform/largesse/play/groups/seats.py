"""Who sits in a group: sessions are recognised in its own transaction, and a client sits once in an activity.

Invariant   a session that ended before the group began takes no part in it; what was found out of a session
            holds for one group only
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from largesse.identity.sessions.recognise import ClientSession, living, touch
from largesse.kernel.errors import NotSignedIn
from largesse.play.groups.ticket import Again, Outcome, Ticket
from largesse.store.work import Tx


@dataclass(slots=True)
class Seats:
    """The tickets of a group that take part, and by place in the group what the others are told."""

    tickets: Sequence[Ticket]
    away: dict[int, Outcome] = field(default_factory=dict)
    sessions: Sequence[ClientSession] = ()

    async def touch(self, tx: Tx[Any]) -> None:
        """Note that the sessions were used: last of all, so that nobody waits for a group because of it."""
        await touch(tx, self.sessions)

    def everyone(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Give the outcomes of the whole group, in its order."""
        if not self.away:
            return list(outcomes)
        found: Iterator[Outcome] = iter(outcomes)
        count = len(outcomes) + len(self.away)
        return [self.away[nr] if nr in self.away else next(found) for nr in range(count)]


async def seated(tx: Tx[Any], tickets: Sequence[Ticket]) -> Seats:
    """Find out whose the tickets are that were asked by a session, and let each client sit once."""
    asked = [one.session for one in tickets if one.session]
    if not asked:
        return Seats(tickets)
    sessions = await living(tx, asked, tx.now)
    clients = {one.token_hash: one.subject for one in sessions}
    taken: set[tuple[UUID, UUID]] = set()
    away: dict[int, Outcome] = {}
    for nr, one in enumerate(tickets):
        client = clients.get(one.session) if one.session else one.client
        if client is None:
            away[nr] = NotSignedIn()
        elif (client, one.plan.activity) in taken:
            away[nr] = Again()
        else:
            one.client = client
            taken.add((client, one.plan.activity))
    return Seats(
        [one for nr, one in enumerate(tickets) if nr not in away] if away else tickets, away, sessions
    )
