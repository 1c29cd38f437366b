"""What a schema cannot say of limits: who can be counted, and what can wait for its turn.

Words       *queue* what is over the limit waits for the limit's next period, and is decided by itself then
Invariant   only a client's own attempt waits, for a limit that begins again; nobody waits for ever
Source      docs/explanation/limits.md
"""

from collections.abc import Iterator, Sequence

from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem, error
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument, Limit
from largesse.contracts.reading import pointer

Path = tuple[str | int, ...]
_BEGINS_AGAIN, _PLACES = {"day", "week", "month"}, {"device", "ip"}
_ATTEMPT, _RIGHT, _QUEUE = "attempt", "sku", "queue"


def untrue(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Tell of limits that could count nobody, or in whose queue nobody's turn would come."""
    plays = values(document, "plays/*")
    alone = [grammar.trigger_of(play).alone for play in plays]
    yield from _unfit(
        values(document, "limits/*"), ("limits",), nobody=bool(alone) and all(alone), some=any(alone)
    )
    for index, play in enumerate(plays):
        at = ("plays", index, "limits")
        yield from _unfit(values(play, "limits/*"), at, nobody=alone[index], some=alone[index])


def _unfit(limits: Sequence[Limit], at: Path, *, nobody: bool, some: bool) -> Iterator[Problem]:
    """Look at limits of plays of which none (``nobody``) or not all (``some``) are started by clients."""
    for index, one in enumerate(limits):
        scope, period = str(first(one, "scope")), str(first(one, "period"))
        if nobody and scope in _PLACES:
            yield error("no_place", pointer(*at, index, "scope"))
        if first(one, "on_exceed") != _QUEUE:
            continue
        beyond = pointer(*at, index, "on_exceed")
        if some:
            yield error("nobody_waits", beyond)
        elif first(one, "count") != _ATTEMPT or scope == _RIGHT:
            yield error("queue_of_attempts", beyond)
        elif period not in _BEGINS_AGAIN:
            yield error("queue_stands", beyond)
