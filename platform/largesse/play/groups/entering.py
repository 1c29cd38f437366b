"""Entries that the plays of a group put into draws, in the group's own transaction.

Invariant   an entry is counted under its draw's row, locked last; where the list is closed by then, the group
            fails, and its plays are taken one by one
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from largesse.play.entries.entries import Entry, enter
from largesse.play.groups.attempt import Attempt
from largesse.play.groups.ticket import Outcome, Played, Ticket
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
    return told
