"""What became of asking somebody to be an agent, as one of the two or a stranger with the link reads it."""

import pytest

from largesse.kernel.ids import new_id
from largesse.rights.agents.agent import outcome

ME, OTHER = new_id(), new_id()


@pytest.mark.parametrize(
    ("state", "agreed_by", "ended_by", "said"),
    [
        ("asked", None, None, "asked"),
        ("active", ME, None, "agreed"),
        ("active", OTHER, None, "taken"),
        ("ended", None, "agent", "declined"),
        ("ended", None, "holder", "withdrawn"),
        ("ended", None, "staff", "withdrawn"),
        ("ended", None, None, "lapsed"),
        ("ended", ME, "holder", "ended"),
        ("ended", OTHER, None, "ended"),
    ],
)
def test_an_ask_has_one_outcome(state, agreed_by, ended_by, said):
    assert outcome(state, agreed_by, ended_by, ME) == said
