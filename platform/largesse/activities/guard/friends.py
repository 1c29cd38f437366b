"""What a schema cannot say of plays that clients share with friends, and of what a team remembers.

Words       *team* whoever shared a play, and the friends who came by his link; *whole* no more friends count
Invariant   only a friend's act moves what a team remembers: neither opening a link nor sharing it does
Source      docs/explanation/friends.md
"""

from collections.abc import Iterator
from typing import Any

from largesse.activities.documents.document import effects
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem, error
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument, Play
from largesse.contracts.reading import pointer
from largesse.kernel.expression import facts_named

_TEAM, _SUMS = "team", {"counter", "sum"}
_MANY = {"tier", "activity"}  # owners of whom nobody's last figure is everybody's


def untrue(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that plays with friends say how they are shared and what counts, and that nothing else does."""
    kept = {first(one, "id"): one for one in values(document, "states/*") if first(one, "scope") == _TEAM}
    for index, play in enumerate(values(document, "plays/*")):
        yield from _play(play, index, grammar)
        yield from _adds(play, index, kept)
        for name in kept:
            if f"state.{name}" in facts_named(play.get("when")):
                yield error("team_state_misplaced", pointer("plays", index, "when"), id=str(name))
    for effect, path in effects(document, grammar):
        name = first(effect, "state")
        if name in kept:
            yield error("team_state_misplaced", pointer(*path, "state"), id=str(name))
    for index, state in enumerate(values(document, "states/*")):
        if first(state, "kind") == "latest" and first(state, "scope") in _MANY:
            yield error("common_state_unfit", pointer("states", index, "kind"), id=str(first(state, "id")))
        sums = first(state, "kind") in _SUMS and first(state, "reset") == "never"
        if first(state, "id") in kept and not sums:
            yield error("team_state_unfit", pointer("states", index), id=str(first(state, "id")))


def _play(play: Play, index: int, grammar: Grammar) -> Iterator[Problem]:
    at = ("plays", index)
    acts, operator = grammar.triggers.known[first(play, "on/kind")].friends, grammar.operator_of(play)
    event, shared = first(play, "on/event"), "share" in play
    if acts and event not in acts:
        yield error("not_served", pointer(*at, "on", "event"), what=str(event))
    if bool(acts) != shared:
        yield error("share_untrue", pointer(*at, "share") if shared else pointer(*at, "on"))
    if operator.friends and not shared:
        yield error("share_untrue", pointer(*at, "decide"))
    if shared and operator.friends == bool(values(play, "share/adds")):
        yield error("friends_counted", pointer(*at, "share"))
    if not operator.friends and first(play, "share/teams", 1) > 1:
        yield error("one_team", pointer(*at, "share", "teams"))


def _adds(play: Play, index: int, kept: dict[Any, Any]) -> Iterator[Problem]:
    """Ask that what friends add goes into a state of the team, and that the play decides by no other's."""
    at, name, own = ("plays", index), first(play, "share/adds/state"), first(play, "decide/state")
    if name is not None and name not in kept:
        yield error("name_unknown", pointer(*at, "share", "adds", "state"), id=str(name))
    if own in kept and own != name:
        yield error("team_state_misplaced", pointer(*at, "decide", "state"), id=str(own))
    if name in kept and own != name:
        yield error("team_state_unpaid", pointer(*at, "share", "adds", "state"), id=str(name))
    most, wanted = sum(values(play, "share/adds/amounts/*")), values(play, "decide/steps/*/at")
    if name is not None and own == name and wanted and max(wanted) > most:
        facts = {"wanted": f"{max(wanted):,}", "most": f"{most:,}"}
        yield error("never_reached", pointer(*at, "share", "adds", "amounts"), **facts)
