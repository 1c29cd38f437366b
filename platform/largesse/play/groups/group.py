"""One group of plays in one transaction of two array calls: claim, decide in Python, apply.

Words       *ticket* one play that waits for its group; *verdict* what the database could give
Invariant   lock order: receipt, chance, pool, budget, batch; each kind in id order;
            a refused play leaves no receipt, no chance used, no draw
Source      docs/explanation/group-commit.md
"""

from collections.abc import Sequence

from largesse.kernel.errors import Contended, Told
from largesse.play.entrants.entrants import Joined, note
from largesse.play.groups import running
from largesse.play.groups.apply import apply, outcome_of
from largesse.play.groups.attempt import Attempt, decide
from largesse.play.groups.claim import claim, earlier_answer, standing_of
from largesse.play.groups.eligible import facts_for, must_be_eligible
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.store.work import Work

GROUP_MAX = 256


async def commit_group(work: Work, tickets: Sequence[Ticket]) -> list[Outcome]:
    """Commit a group and give each ticket's outcome; at most one ticket per client and activity.

    Raises:
        Exception: whatever made the whole group fail; nothing of it was kept then.
    """
    async with work.job() as tx:
        found = await running.ground(tx, {t.plan.activity for t in tickets}, {t.client for t in tickets})
        facts = await facts_for(tx, [(t.plan, t.client) for t in tickets])
        rows = await claim(tx, tickets)
        outcomes: dict[int, Outcome] = {}
        decided: list[tuple[int, Attempt]] = []
        dropped: list[Ticket] = []
        for ix, (ticket, row) in enumerate(zip(tickets, rows, strict=True)):
            if not row.fresh:
                outcomes[ix] = await earlier_answer(tx, ticket, row)
                continue
            try:
                running.check(found, ticket.plan, ticket.client)
                must_be_eligible(ticket.plan, facts.get(ticket.client))
                decided.append(
                    (ix, decide(ticket.plan, ticket.seed.secret, standing_of(ticket, row), tx.now))
                )
            except (Told, Contended) as no:
                outcomes[ix] = no
                dropped.append(ticket)
        if decided or dropped:
            verdicts = await apply(tx, [(tickets[ix], one) for ix, one in decided], dropped)
            for (ix, attempt), verdict in zip(decided, verdicts, strict=True):
                outcomes[ix] = outcome_of(tickets[ix], attempt, verdict)
        joined = [ix for ix, attempt in decided if attempt.nonce == 1 and isinstance(outcomes[ix], Played)]
        await note(tx, [_joined(tickets[ix]) for ix in joined if tickets[ix].mark])
    return [outcomes[ix] for ix in range(len(tickets))]


def _joined(ticket: Ticket) -> Joined:
    return Joined(ticket.plan.activity, ticket.client, ticket.draw, ticket.mark)
