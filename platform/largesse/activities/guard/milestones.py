"""What a schema cannot say of plays that start when a state reaches a value.

Invariant   the state is the client's own, and another play moves it: else the play would never start
Source      docs/explanation/states.md
"""

from collections.abc import Iterator

from largesse.activities.documents.document import effects
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem, error
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer

_CLIENT, _TEAM = "client", "team"


def untrue(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that a state that starts a play is there, is the client's own, and is moved by another play."""
    scopes = {first(one, "id"): first(one, "scope") for one in values(document, "states/*")}
    moved = {(first(effect, "state"), path[1]) for effect, path in effects(document, grammar)}
    for index, play in enumerate(values(document, "plays/*")):
        state, at = first(play, "on/state"), pointer("plays", index, "on", "state")
        if state is None:
            continue
        if state not in scopes:
            yield error("name_unknown", at, id=str(state))
        elif scopes[state] == _TEAM:
            yield error("team_state_misplaced", at, id=str(state))
        elif scopes[state] != _CLIENT:
            yield error("common_state_misplaced", at, id=str(state))
        elif not any(one == state and by != index for one, by in moved):
            yield error("state_still", at, id=str(state))
