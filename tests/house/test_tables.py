"""A room's SQL names its own tables only; whatever it needs of another room, it asks that room."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import files, text

PACKAGE = Path("platform/largesse")
_MADE = re.compile(r"^create table (\w+)", re.MULTILINE)


_WORD = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b(?!\.v\d)")  # not a capability, which carries its version
_LISTED = "rows of a screen carry the names of staff and units, joined where they are listed"
_GUARD = "a trigger repeats the rule where no use case can forget it"
_SCREEN = "the store has no faces; its screens stand in identity"
_HEALTH = "health is of the whole house and asks in one statement"
# (room, another room's table): how often it is named, and why it does not ask. Numbers only fall.
DECLARED: dict[tuple[str, str], tuple[int, str]] = {
    ("activities", "identity_approval"): (1, _GUARD),
    ("audience", "identity_org_unit"): (2, _LISTED),
    ("audience", "identity_staff"): (3, _LISTED),
    ("cli", "identity_staff"): (1, "begin asks whether the house has anyone before there is an actor"),
    ("identity", "store_audit"): (1, _SCREEN),
    ("identity", "store_audit_chain"): (1, _SCREEN),
    ("identity", "store_delivery"): (3, _SCREEN),
    ("identity", "store_outbox"): (1, _SCREEN),
    ("play", "activities_activity"): (3, "entrants, rules and held attempts are listed with their activity"),
    ("play", "audience_customer"): (1, "entrants are listed with the adviser's own clients by name"),
    ("play", "store_receipt"): (3, "the hot path takes, reads and drops a whole group's receipts at once"),
    ("settlement", "rights_provider"): (2, _LISTED),
    ("web", "store_audit"): (1, _HEALTH),
    ("web", "store_audit_chain"): (2, _HEALTH),
    ("web", "store_delivery"): (4, _HEALTH),
    ("web", "store_outbox"): (1, _HEALTH),
    ("worker", "store_tick"): (1, "the relay is no tick but tells the same table that it is alive"),
}


@cache
def tables() -> dict[str, str]:
    """Give the room of each table, as the migrations make them."""
    paths = files("platform/largesse/migrations/**/*.py")
    return {name: path.parent.name for path in paths for name in _MADE.findall(text(path))}


def named(sql: str, room: str, known: dict[str, str]) -> list[str]:
    """Give the tables of other rooms that a text names, as often as it does."""
    return [word for word in _WORD.findall(sql) if known.get(word, room) != room]


def strings(source: str) -> Iterator[str]:
    """Give the strings of a module without its docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def uncommented(sql: str) -> str:
    return re.sub(r"--[^\n]*", "", sql)


def place(path: Path) -> str:
    """Give the room of a file."""
    return path.relative_to(PACKAGE).parts[0]


def foreign() -> Counter[tuple[str, str]]:
    """Count how often each room names each table of another room, in modules and in SQL files."""
    found: Counter[tuple[str, str]] = Counter()
    for path in files("platform/largesse/**/*.py", "platform/largesse/**/*.sql"):
        room = place(path)
        if room == "migrations":
            continue
        texts = strings(text(path)) if path.suffix == ".py" else [uncommented(text(path))]
        found.update((room, name) for one in texts for name in named(one, room, tables()))
    return found


def beyond(found: Counter[tuple[str, str]], declared: dict[tuple[str, str], tuple[int, str]]) -> list[str]:
    """Say where a room names another's table more often than was declared."""
    return [
        f"{room} names {table} {count} times, {declared.get((room, table), (0, ''))[0]} are declared"
        for (room, table), count in sorted(found.items())
        if count > declared.get((room, table), (0, ""))[0]
    ]


def test_every_table_carries_the_name_of_its_room():
    assert len(tables()) > 40
    assert {name: room for name, room in tables().items() if not name.startswith(f"{room}_")} == {}


def test_no_room_names_another_rooms_table_but_the_declared_few():
    assert beyond(foreign(), DECLARED) == []


def test_what_is_declared_is_still_needed_and_has_its_reason():
    found = foreign()
    assert [pair for pair in DECLARED if not found[pair]] == []
    assert [pair for pair, (_, reason) in DECLARED.items() if not reason] == []


def test_another_rooms_table_is_caught():
    known = {"rights_batch": "rights", "play_draw": "play"}
    crime = """
def f(read):
    \"\"\"Read rights_batch.\"\"\"
    return read.all(Kind, f"select * from play_draw d join rights_batch b on {x}", "rights.batch_missing")
"""
    assert [name for one in strings(crime) for name in named(one, "play", known)] == ["rights_batch"]
    assert [name for one in strings(crime) for name in named(one, "rights", known)] == ["play_draw"]
    assert (
        named(
            uncommented("-- of rights_batch\nselect rights_grant($1) from rights_batch_rest"), "play", known
        )
        == []
    )
    counted = Counter({("play", "rights_batch"): 2})
    assert beyond(counted, {("play", "rights_batch"): (2, "why")}) == []
    assert beyond(counted, {("play", "rights_batch"): (1, "why")}) == [
        "play names rights_batch 2 times, 1 are declared"
    ]
