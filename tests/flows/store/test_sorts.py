"""Every list takes the sorts that its description names and no other, and gives every row once in each.

The console's headings are made of these descriptions.
"""

import re
from types import SimpleNamespace

import pytest
from graphql import GraphQLNonNull
from tests.kit.application import APP
from tests.kit.seed import Seed

from largesse.faces.context import Context
from largesse.identity.access import ROLES
from largesse.kernel.ids import new_id, text_id

SORTS = re.compile(r"sort: ([A-Za-z, ]+)\.")
IDS = {"statement": "stm", "batch": "bch", "pool": "cpl", "client": "cli", "activity": "act"}
ONES = {  # of what is there: its rows are walked
    "client": "select id from audience_customer order by id limit 1",
    "activity": "select activity from play_draw group by activity order by count(*) desc limit 1",
}
WORDS = {"side": "lines", "play": "wheel", "cycle": "activity"}
PAGES_MAX = 200
FIELDS = "countAtLeast pageInfo { hasNextPage endCursor } edges { cursor }"


async def grow(stage):
    """The demo of every room, its events delivered; no supplier runs."""
    for room in APP.rooms:
        if room.demo is not None:
            await room.demo(stage)
            await APP.settle()
    await APP.close()


@pytest.fixture(scope="module")
def seed():
    return Seed("demo_of_all", grow)


def lists():
    """Give each list's field by name."""
    fields = APP.faces["console"]._schema.query_type.fields
    return {name: field for name, field in fields.items() if "sort" in field.args}


def named(name) -> list[str]:
    """Give the sorts that a list's description names."""
    told = SORTS.search(lists()[name].description or "")
    return told[1].split(", ") if told else []


async def execute(house, name, sort, more=""):
    """Ask a list in an order, as one who may see everything."""
    args = lists()[name].args
    needed = sorted(arg for arg, field in args.items() if isinstance(field.type, GraphQLNonNull))
    given = {arg: await house.value(sql) for arg, sql in ONES.items() if arg in needed}
    ids = {arg: text_id(IDS[arg], given.get(arg) or new_id()) for arg in needed if arg in IDS}
    more += "".join(f', {arg}: "{ident}"' for arg, ident in ids.items())
    more += "".join(f', {arg}: "{WORDS[arg]}"' for arg in needed if arg in WORDS)
    context = Context(SimpleNamespace(), house.work, house.staff(roles=ROLES), "en", "t")
    text = f'{{ {name}(sort: "{sort}"{more}) {{ {FIELDS} }} }}'
    return await APP.faces["console"].execute(text, context_value=context)


async def walked(house, name, sort) -> tuple[int, int]:
    """Walk a list two rows at a time; gives the rows met and the rows counted."""
    met, after = 0, ""
    for _ in range(PAGES_MAX):
        found = await execute(house, name, sort, f", first: 2{after}")
        assert found.errors is None, found.errors
        page = found.data[name]
        met += len(page["edges"])
        if not page["pageInfo"]["hasNextPage"]:
            return met, page["countAtLeast"]
        after = f', after: "{page["pageInfo"]["endCursor"]}"'
    raise AssertionError("the list does not end")


def test_there_are_lists():
    assert len(lists()) > 20


@pytest.mark.parametrize("name", sorted(lists()))
async def test_a_list_takes_the_sorts_that_it_names_and_no_other(house, name):
    assert named(name), "the description names no sorts"
    found = await execute(house, name, "nonsense")
    refused = found.errors[0].original_error
    assert set(refused.facts()["choices"].split(" / ")) == set(named(name))


@pytest.mark.parametrize("name", sorted(lists()))
async def test_a_list_walked_in_any_order_gives_every_row_once(house, name):
    for sort in named(name):
        for direction in ("", "-"):
            met, counted = await walked(house, name, f"{direction}{sort}")
            assert met == counted, f"{direction}{sort}"


async def test_a_list_asked_without_an_order_has_one_all_the_same(house):
    for name in lists():
        found = await walked(house, name, "")
        assert found[0] == found[1], name
