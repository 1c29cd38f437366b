"""One group of plays in one transaction of two array calls: claim, decide in Python, apply.

Words       *ticket* one play that waits for its group; *verdict* what the database could give
Invariant   lock order: receipt, chance, common, points, pool, budget, batch, bond, team, who waits;
            each kind in id order;
            a refused play leaves no receipt, no chance used, no draw
Source      docs/explanation/group-commit.md
"""

from collections.abc import Mapping, Sequence
from typing import Any

from largesse.audience.households.owners import owners_of
from largesse.kernel.errors import Contended, Told
from largesse.play.commons.commons import Became, Commons
from largesse.play.entrants.entrants import Joined, note
from largesse.play.friends.counting import count_joined
from largesse.play.friends.friends import Seen
from largesse.play.friends.reads import Place, seen_by
from largesse.play.groups import running
from largesse.play.groups.after import tell_due
from largesse.play.groups.apply import apply, outcome_of
from largesse.play.groups.attempt import Attempt, Moments, Tried
from largesse.play.groups.claim import claim, earlier_answer, standing_of
from largesse.play.groups.eligible import facts_for, must_be_eligible
from largesse.play.groups.entering import entered
from largesse.play.groups.queueing import Queue
from largesse.play.groups.seats import seated
from largesse.play.groups.shared import Shared
from largesse.play.groups.ticket import Outcome, Played, Ticket, must_be_proved
from largesse.play.purse.purse import Purse, Taken
from largesse.play.states.states import Kept
from largesse.store.work import Tx, Work

GROUP_MAX = 256


async def commit_group(work: Work, everyone: Sequence[Ticket]) -> list[Outcome]:
    """Commit a group and give each ticket's outcome; of two in one place the second is told ``Again``.

    Raises:
        Exception: whatever made the whole group fail; nothing of it was kept then.
    """
    async with work.job() as tx:
        seats = await seated(tx, everyone)
        tickets = seats.tickets
        found = await running.ground(tx, {t.plan.activity for t in tickets}, {t.client for t in tickets})
        facts = await facts_for(tx, [(t.plan, t.client) for t in tickets])
        owners = await owners_of(tx, [t.client for t in tickets if t.plan.owners])
        rows = await claim(tx, tickets)
        teams = await seen_by(tx, [_place(t) for t in tickets if t.plan.friends])
        fresh = [ticket for ticket, row in zip(tickets, rows, strict=True) if row.fresh]
        commons = await Commons.locked(tx, [(t.plan, t.client) for t in fresh if t.plan.commons], owners)
        purse = await Purse.locked(tx, [(t.plan, t.client) for t in fresh])
        shared = await Shared.locked(tx, [t.plan for t in fresh])
        queue = await Queue.of(tx, fresh, tx.now)
        moments, outcomes, dropped = Moments(tx.now), dict[int, Outcome](), list[Ticket]()
        decided: list[tuple[int, Attempt]] = []
        for ix, (ticket, row) in enumerate(zip(tickets, rows, strict=True)):
            if not row.fresh:
                outcomes[ix] = await earlier_answer(tx, ticket, row)
                continue
            try:
                running.check(found, ticket.plan, ticket.client)
                must_be_proved(ticket, tx.now)
                standing, common = standing_of(ticket, row), commons.of(ix, ticket.plan, ticket.client)
                asked = (ticket.plan, facts.get(ticket.client), standing.knowing(common), tx.now)
                must_be_eligible(*asked, ticket.props)
                purse.must_hold(ticket.plan, ticket.client)
                known = (owners.get(ticket.client, {}), teams.get(_place(ticket), ()), common)
                tried = _tried(ticket, shared.left(ticket.plan), *known)
                attempt = moments.of(ticket.plan).decide(ticket.seed.secret, standing, tried)
                queue.must_not_pass(ticket, attempt, tx.now)
            except (Told, Contended) as no:
                outcomes[ix] = no
                dropped.append(ticket)
            else:
                shared.take(ticket.plan, attempt)
                commons.reckon(ticket.plan, ticket.client, attempt.first.moves)
                decided.append((ix, attempt))
        if decided or dropped:
            verdicts = await apply(tx, [(tickets[ix], one) for ix, one in decided], dropped)
            for (ix, attempt), verdict in zip(decided, verdicts, strict=True):
                outcomes[ix] = outcome_of(tickets[ix], attempt, verdict, tx.now)
                shared.expect(tickets[ix].plan, attempt, outcomes[ix])
            await commons.keep(tx, [_became(ix, tickets[ix], one, outcomes[ix]) for ix, one in decided])
            outcomes |= await entered(tx, tickets, decided, outcomes)
            for ix, attempt in decided:
                tell_due(tx, tickets[ix], attempt, outcomes[ix])
            moved = [(tickets[ix], one, outcomes[ix]) for ix, one in decided if tickets[ix].plan.points_kinds]
            await purse.settle(tx, [_taken(*one) for one in moved])
            await queue.keep(tx, tickets, dict(decided), outcomes)
        joined = [ix for ix, attempt in decided if attempt.nonce == 1 and isinstance(outcomes[ix], Played)]
        await _note_joined(tx, [tickets[ix] for ix in joined])
        await seats.touch(tx)
    return seats.everyone([outcomes[ix] for ix in range(len(tickets))])


async def _note_joined(tx: Tx[Any], joined: Sequence[Ticket]) -> None:
    """Note whose link brought those who took part for the first time, and count them for their friends."""
    await note(tx, [_joined(one) for one in joined if one.mark])
    await count_joined(tx, [(one.plan.activity, one.client) for one in joined if one.plan.invites])


def _tried(
    ticket: Ticket, left: Mapping[str, int], owners: Mapping[str, str], teams: Sequence[Seen], common: Kept
) -> Tried:
    own = {**owners, **ticket.places} if ticket.places else owners
    return Tried(ticket.given, left, own, teams, ticket.props, common, waived=ticket.waived)


def _became(nr: int, ticket: Ticket, attempt: Attempt, outcome: Outcome) -> Became:
    """Say what an attempt moves of the states that clients share: nothing where it was refused."""
    moves = attempt.given(outcome.outcome).moves if isinstance(outcome, Played) else ()
    return Became(nr, ticket.plan, ticket.client, attempt.first.moves, moves)


def _taken(ticket: Ticket, attempt: Attempt, outcome: Outcome) -> Taken:
    """Say what an attempt moves of the client's points: nothing where it was refused."""
    if not isinstance(outcome, Played):
        return Taken(ticket.draw, ticket.client, {}, {})
    side = attempt.given(outcome.outcome)
    price = {ticket.plan.points_kind: ticket.plan.price} if ticket.plan.price else {}
    return Taken(ticket.draw, ticket.client, price, side.points)


def _place(ticket: Ticket) -> Place:
    return ticket.plan.activity, ticket.client, ticket.plan.play


def _joined(ticket: Ticket) -> Joined:
    return Joined(ticket.plan.activity, ticket.client, ticket.draw, ticket.mark)
