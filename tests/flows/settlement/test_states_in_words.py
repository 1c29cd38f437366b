"""Every state that the database allows has its word: a refusal never shows a Chinese reader a code."""

import re

import pytest

from largesse.kernel.copy import LOCALES, catalogue

WORDS = {
    "settlement_batch": "settlement.batch_state",
    "settlement_disposition": "settlement.disposition_state",
    "settlement_hold": "settlement.hold_state",
    "settlement_statement": "settlement.statement_state",
}
ALLOWED = """select pg_get_constraintdef(oid) as says from pg_constraint
  where conrelid = $1::regclass and contype = 'c' and pg_get_constraintdef(oid) like 'CHECK ((state = ANY%'"""


@pytest.mark.parametrize("table", WORDS)
async def test_every_state_of_the_table_is_said_in_both_languages(house, table):
    (constraint,) = await house.rows(ALLOWED, table)
    states = re.findall(r"'([a-z_]+)'::text", constraint["says"])
    assert len(states) > 3
    for locale in LOCALES:
        assert [one for one in states if f"{WORDS[table]}.{one}" not in catalogue(locale)] == []
