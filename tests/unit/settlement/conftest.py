"""What settlement's tests stand on: an entity with its accounts, and drafts that pass."""

from datetime import date

import pytest
from tests.kit.faces import Asker
from tests.unit.settlement.bench import open_bank

from largesse.settlement.ledger.entity import ensure_default
from largesse.settlement.ledger.entry import Draft, Pair
from largesse.settlement.ledger.post import post

DAY = date(2026, 3, 10)


def pair(amount_minor=10_000, debit="6601.ad", credit="2202.acc", currency="CNY", **more):
    return Pair(debit=debit, credit=credit, amount_minor=amount_minor, currency=currency, **more)


def draft(entity, *pairs, idem="one", kind="accrual", day=DAY, **more):
    base = {"source_type": "test", "source_id": idem, "made_by": "staff:maker"}
    return Draft(entity=entity, kind=kind, idem=idem, biz_date=day, pairs=pairs or (pair(),), **(base | more))


class Books:
    """The ledger of one house under test."""

    def __init__(self, house, entity):
        self.house, self.entity = house, entity

    async def post(self, *pairs, **more):
        async with self.house.work.job() as tx:
            return await post(tx, draft(self.entity, *pairs, **more))

    async def account(self, code, currency="CNY"):
        sql = "select id from settlement_account where entity_id = $1 and code = $2 and currency = $3"
        return await self.house.value(sql, self.entity, code, currency)


@pytest.fixture
async def books(house):
    async with house.work.job() as tx:
        entity = await ensure_default(tx)
    return Books(house, entity)


@pytest.fixture
async def bank(house):
    return await open_bank(house)


@pytest.fixture
def ask(bank):
    """Ask the console as one of the bank's people; gives the answer, of a list its rows."""

    async def asked(query, actor=None, **variables):
        (answer,) = (await Asker(bank.work, actor or bank.maker).asks(query, **variables)).values()
        return [edge["node"] for edge in answer["edges"]] if answer and "edges" in answer else answer

    return asked
