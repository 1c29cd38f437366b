"""Every table of the house either forgets what is old or is named, with the reason, as one that is kept."""

import re
from collections import Counter

from tests.house.tree import text
from tests.kit.application import APP
from tortoise import Tortoise

from largesse.kernel.settings import Settings
from largesse.store.forgetting import FORGETS

PAGE = "docs/explanation/retention.md"
ROW = re.compile(r"^\| `([a-z_]+)` \|.*\| (?:(\d+) days?|`LARGESSE_([A-Z_]+)`, (\d+)) \|$", re.MULTILINE)


def told(page):
    """Give what the page's table says: how often it names a table, with the age in days."""
    return Counter((table, int(days or default)) for table, days, _, default in ROW.findall(page))


def test_the_page_says_of_every_table_that_forgets_after_how_many_days(monkeypatch):
    every = [*FORGETS, *(one for room in APP.rooms for one in room.forgets)]
    assert told(text(PAGE)) == Counter((one.table, one.days()) for one in every)
    for _, _, name, default in ROW.findall(text(PAGE)):
        assert not name or Settings.model_fields[name.lower()].default == int(default)


def test_every_table_is_named(house):
    models = [model for app in Tortoise.apps.values() for model in app.values()]
    missing = {one._meta.db_table for one in models} - set(re.findall(r"`([a-z_]+)`", text(PAGE)))
    assert missing == set()


def test_a_table_that_says_another_age_is_caught():
    assert told("| `store_receipt` | x | 31 days |\n") == Counter({("store_receipt", 31): 1})
    assert told("| `store_receipt` | x | `LARGESSE_KEEP_X`, 7 |\n") == Counter({("store_receipt", 7): 1})
