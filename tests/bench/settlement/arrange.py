"""The bench's world: finance of a bank, one provider, a month of uses with their accruals, and its bill.

Of every hundred uses the bill has 95 right, one too dear and four not at all, and one line of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from largesse.app import app
from largesse.identity import demo as people
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.ids import new_id
from largesse.kernel.money import figure
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.items.tax import price
from largesse.settlement.ledger.account import accounts
from largesse.settlement.ledger.entity import chart_of, ensure_default
from largesse.settlement.ledger.entry import Draft, Pair, body_sha
from largesse.settlement.ledger.period import ensure, month_of
from largesse.store.demo import Stage
from largesse.store.work import Work

COST_MINOR = 12_345
DEAR_MINOR = 500
INVENTED_OF_100 = 1
FIRST = date(2026, 3, 1)
DAYS = 28
HEAD = "供应商订单号,商户订单号,商品编码,数量,结算金额,核销时间,门店,备注\n"


@dataclass(frozen=True)
class World:
    """What the runner needs to know."""

    provider: UUID
    tokens: tuple[str, str]
    statement: bytes
    lines: int
    items: int


async def arrange(dsn: str, items: int) -> World:
    """Fill an empty, migrated database; uses come in bulk, with true hashes and balanced rows."""
    work = app().work
    stage = Stage(work=work, known={"demo.password": "Largesse-bench-1"})
    await people.seed(stage)
    unit, provider = stage.known["unit.shanghai"], new_id()
    owner = await asyncpg.connect(dsn)
    try:
        await owner.execute(
            "insert into rights_provider (id, slug, name, org_unit) values ($1, 'bench', $2::jsonb, $3)",
            provider,
            '{"zh-CN": "压测贵宾厅", "en": "Bench lounge"}',
            unit,
        )
        await Uses(work, owner, unit, provider).write(items)
        await owner.execute("analyze")
    finally:
        await owner.close()
    tokens = [await _sign_in(work, stage.known[f"staff.{name}"].id) for name in ("finance", "finance2")]
    rows = list(bill(items))
    return World(provider, (tokens[0], tokens[1]), _csv(rows), len(rows), items)


async def _sign_in(work: Work, staff: UUID) -> str:
    async with work.job() as tx:
        return await open_session(tx, Opening("staff", staff, "bench"))


def day_of(number: int) -> date:
    """Give the day of a use."""
    return FIRST + timedelta(days=number % DAYS)


def bill(items: int) -> Iterator[tuple[str, int, date]]:
    """Give the bill's lines: reference, amount, day."""
    for number in range(items):
        kind = number % 100
        if kind < 96:
            yield f"LG{number:09d}", COST_MINOR + (DEAR_MINOR if kind == 0 else 0), day_of(number)
        if kind < INVENTED_OF_100:
            yield f"XX{number:09d}", COST_MINOR, day_of(number)


def _csv(rows: list[tuple[str, int, date]]) -> bytes:
    lines = [f"{ref},,LOUNGE,1,{figure(fen, 'CNY')},{day} 12:30:00,浦东二号厅,\n" for ref, fen, day in rows]
    total = sum(fen for _, fen, _ in rows)
    return (HEAD + "".join(lines) + f"合计,{len(rows)}笔,,,{figure(total, 'CNY')},,,\n").encode()


class Uses:
    """Uses with their entries, as the room itself would write them, by COPY."""

    def __init__(self, work: Work, owner: Any, unit: UUID, provider: UUID) -> None:
        self.work, self.owner, self.unit, self.provider = work, owner, unit, provider
        self.entries: list[tuple[Any, ...]] = []
        self.postings: list[tuple[Any, ...]] = []
        self.items: list[tuple[Any, ...]] = []

    async def write(self, count: int) -> None:
        """Write ``count`` uses of one price."""
        one = price(COST_MINOR, 60_000, "deduct_and_deem")
        dims = {"org_unit": str(self.unit), "sku": "LOUNGE"}
        costs = Costs(price=one, currency="CNY", provider=str(self.provider), expense_dims=dims, sku="LOUNGE")
        async with self.work.job() as tx:
            entity = await ensure_default(tx)
            pairs = accrual(costs, (await chart_of(tx, entity)).policy)
            books = await accounts(tx, entity, pairs)
            await ensure(tx, [entity], FIRST)
        for number in range(count):
            self._use(number, entity, pairs, books)
        async with self.owner.transaction():
            await self._copy("settlement_entry", self.entries, _ENTRY)
            await self._copy("settlement_posting", self.postings, _POSTING)
            await self._copy("settlement_item", self.items, _ITEM)
            await self.owner.execute(
                "select setval(pg_get_serial_sequence('settlement_entry', 'id'), $1)", count
            )

    async def _copy(self, table: str, records: list[tuple[Any, ...]], columns: str) -> None:
        await self.owner.copy_records_to_table(table, records=records, columns=columns.split())

    def _use(
        self, number: int, entity: int, pairs: tuple[Pair, ...], books: dict[tuple[str, str], int]
    ) -> None:
        redemption, day, entry = new_id(), day_of(number), number + 1
        draft = Draft(
            entity=entity,
            kind="accrual",
            idem=str(redemption),
            biz_date=day,
            source_type="redemption",
            source_id=str(redemption),
            pairs=pairs,
            made_by="job:settlement.accrue",
        )
        at = datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC)
        month, size = month_of(day), len(pairs)
        self.entries.append(
            (entry, entity, "accrual", str(redemption), body_sha(draft, None), day, month, size, "redemption",
             str(redemption), draft.made_by, at)
        )  # fmt: skip
        for seq, pair in enumerate(pairs, 1):
            book = "memo" if pair.debit.startswith("M.") else "gl"
            sides = books[pair.debit, "CNY"], books[pair.credit, "CNY"]
            dims = _json(pair.debit_dims), _json(pair.credit_dims)
            self.postings.append(
                (entry, seq, size, entity, month, day, book, *sides, "CNY", pair.amount_minor, *dims)
            )
        one = price(COST_MINOR, 60_000, "deduct_and_deem")
        self.items.append(
            (new_id(), redemption, new_id(), new_id(), new_id(), "LOUNGE", self.provider, f"LG{number:09d}",
             f"req-{number}", self.unit, entity, 1, one.gross_minor, one.net_minor, one.tax_minor, "CNY",
             one.treatment, 60_000, day, at, entry)
        )  # fmt: skip


def _json(dims: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": "{value}"' for key, value in dims.items()) + "}"


_ENTRY = (
    "id entity_id kind idem body_sha biz_date period_id row_count source_type source_id made_by posted_at"
)
_POSTING = (
    "entry_id seq row_count entity_id period_id biz_date book dr cr currency amount_minor dims_dr dims_cr"
)
_ITEM = (
    "id redemption entitlement batch sku sku_code provider provider_ref order_ref org_unit entity_id units"
    " gross_minor net_minor tax_minor currency tax_treatment tax_rate_ppm biz_date used_at entry_id"
)
