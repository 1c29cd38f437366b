"""``largesse ledger`` proves the books of a running house and prints them."""

import json
import os

import asyncpg
import pytest
from tests.kit import ready

pytestmark = pytest.mark.slow


def run(house, *words):
    return ready.run("ledger", *words, env=os.environ | {"LARGESSE_DATABASE_URL": house.dsn})


async def test_the_demos_books_hold_until_somebody_touches_them(house):
    found = run(house, "verify", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["entries"] == 4
    owner = await asyncpg.connect(house.dsn)
    await owner.execute(
        "set session_replication_role = replica; update settlement_posting set amount_minor = 1 where seq = 1"
    )
    await owner.close()
    touched = run(house, "verify")
    assert touched.returncode == 1
    assert "body_changed: entry" in touched.stdout


async def test_the_trial_balance_balances(house):
    rows = json.loads(run(house, "trial-balance", "--json").stdout)
    ledger = [row for row in rows if row["book"] == "gl"]
    assert sum(row["dr_minor"] for row in ledger) == sum(row["cr_minor"] for row in ledger) > 0
    printed = run(house, "trial-balance").stdout.splitlines()
    assert printed[-1].split() == ["CNY", "396.00", "396.00"]
    assert run(house, "trial-balance", "--as-of", "yesterday").returncode == 2
