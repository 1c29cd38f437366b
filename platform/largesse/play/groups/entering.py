"""What the plays of a group count among clients, in its own transaction: entries, scores, answers.

Invariant   an entry is counted under its draw's row, locked last; where the list is closed by then, the group
            fails, and its plays are taken one by one; scores come after entries
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from largesse.play.asks import counts
from largesse.play.entries.entries import Entry, enter
from largesse.play.groups.attempt import Attempt
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.play.rankings.scores import Reached, keep_scores
from largesse.store.work import Tx


async def entered(
    tx: Tx[Any],
    tickets: Sequence[Ticket],
    decided: Sequence[tuple[int, Attempt]],
    outcomes: Mapping[int, Outcome],
) -> dict[int, Outcome]:
    """Put entries into their draws in the order of arrival; gives what was played again, with its number.

    Raises:
        EntryClosed: ``play.entry_closed``.
        Contended: a ranking's cycle ended meanwhile.
    """
    wanted: dict[tuple[UUID, str], list[tuple[int, Entry]]] = {}
    for ix, attempt in decided:
        outcome, ticket = outcomes[ix], tickets[ix]
        if not isinstance(outcome, Played):
            continue
        for play, _ in attempt.given(outcome.outcome).choice.enters:
            entry = Entry(ticket.draw, ticket.client, attempt.nonce)
            wanted.setdefault((ticket.plan.activity, play), []).append((ix, entry))
    told: dict[int, Outcome] = {}
    for activity, play in sorted(wanted):
        some = wanted[activity, play]
        numbers = await enter(tx, activity, play, [entry for _, entry in some])
        for (ix, _), number in zip(some, numbers, strict=True):
            outcome = told.get(ix, outcomes[ix])
            if isinstance(outcome, Played):
                told[ix] = replace(outcome, told={"entry": number, **outcome.told})
    await keep_scores(tx, _reached(tickets, decided, outcomes))
    await counts.add(
        tx, [key for ix, _ in decided if isinstance(outcomes[ix], Played) for key in _chosen(tickets[ix])]
    )
    return told


def _chosen(ticket: Ticket) -> Iterator[counts.Key]:
    plan = ticket.plan
    for question in plan.counted:
        for option in ticket.given.get(question, ()):
            yield plan.activity, plan.play, question, option


def _reached(
    tickets: Sequence[Ticket], decided: Sequence[tuple[int, Attempt]], outcomes: Mapping[int, Outcome]
) -> Iterator[Reached]:
    for ix, attempt in decided:
        ticket, outcome = tickets[ix], outcomes[ix]
        if ticket.plan.scores and isinstance(outcome, Played):
            side = attempt.given(outcome.outcome)
            own = (ticket.plan.activity, ticket.client, ticket.draw, ticket.plan.scores)
            yield Reached(*own, side.choice.changes, side.kept)
