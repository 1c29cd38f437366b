"""Every list takes the sorts that its description names and no other.

The console's headings are made of these descriptions.
"""

import re

import pytest
from graphql import GraphQLNonNull
from tests.kit.application import APP
from tests.kit.faces import Asker

from largesse.identity.access import ROLES
from largesse.kernel.ids import new_id, text_id

SORTS = re.compile(r"sort: ([A-Za-z, ]+)\.")
IDS = {"statement": "stm", "batch": "bch"}


def lists():
    """Give each list's field by name."""
    fields = APP.faces["console"]._schema.query_type.fields
    return {name: field for name, field in fields.items() if "sort" in field.args}


async def asked(house, name, sort):
    """Ask a list in an order, as one who may see everything; gives the error's facts or None."""
    actor = house.staff(roles=ROLES)
    args = lists()[name].args
    given = {arg for arg, field in args.items() if isinstance(field.type, GraphQLNonNull)} & set(IDS)
    more = "".join(f', {arg}: "{text_id(IDS[arg], new_id())}"' for arg in sorted(given))
    text = f'{{ {name}(sort: "{sort}"{more}) {{ countAtLeast }} }}'
    found, _ = await Asker(house.work, actor).tries(text)
    return found.errors[0].original_error if found.errors else None


def test_there_are_lists():
    assert len(lists()) > 20


@pytest.mark.parametrize("name", sorted(lists()))
async def test_a_list_takes_the_sorts_that_it_names_and_no_other(house, name):
    told = SORTS.search(lists()[name].description or "")
    assert told, "the description names no sorts"
    named = told[1].split(", ")
    refused = await asked(house, name, "nonsense")
    assert set(refused.reason.removeprefix("one of ").split(", ")) == set(named)
    for sort in named:
        assert await asked(house, name, f"-{sort}") is None
