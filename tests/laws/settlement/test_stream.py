"""A stream of months: uses, bills, differences, two people, crashes and retries; the books hold at each step.

Where its dice start is in the test's name; what is drawn is drawn from it alone, so a failure comes again.
"""

import random
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests.unit.settlement.bench import csv, key, open_bank

from largesse.kernel.errors import Missing, Refusal
from largesse.settlement.batches.approve import (
    DecideBatch,
    WithdrawBatch,
    approve_batch,
    return_batch,
    withdraw_batch,
)
from largesse.settlement.batches.create import CreateBatch, create_batch
from largesse.settlement.batches.left_out import BringBack, LeaveOut, bring_back, leave_out
from largesse.settlement.batches.members import ChangeStatements, add_statement, remove_statement
from largesse.settlement.batches.reconcile import RunMatching, run_matching
from largesse.settlement.batches.submit import SubmitBatch, submit_batch
from largesse.settlement.batches.supersede import SupersedeStatement, supersede_statement
from largesse.settlement.batches.void import VoidBatch, void_batch
from largesse.settlement.breaks.decide import DecideDispositions, approve_dispositions, reject_dispositions
from largesse.settlement.breaks.propose import ProposeDisposition, propose_disposition
from largesse.settlement.breaks.undo import (
    ProposeUndo,
    WithdrawDispositions,
    approve_undo,
    propose_undo,
    return_undo,
    withdraw_dispositions,
)
from largesse.settlement.dispositions.both_sides import COLUMNS, BothSides
from largesse.settlement.dispositions.disposition import DispositionKind, plan
from largesse.settlement.export.export_batch import ExportBatch, export_batch
from largesse.settlement.items.accrue import accrue_use
from largesse.settlement.items.tax import Price
from largesse.settlement.ledger.balance import roll_up_all
from largesse.settlement.ledger.verify import verify
from largesse.store.work import Work

STEPS = 140
FINISH_MAX = 30
FIRST = date(2026, 3, 1)
UNREACHABLE = """select e.id from settlement_entry e where not case e.source_type
  when 'redemption' then exists (select from settlement_item i where i.redemption::text = e.source_id)
  when 'disposition' then exists (select from settlement_disposition d where d.id::text = e.source_id)
  when 'batch' then exists (select from settlement_batch b where b.id::text = e.source_id) else false end"""
UNBALANCED = """select p.book, p.currency from settlement_posting p
  cross join lateral (values (p.dr, p.amount_minor), (p.cr, -p.amount_minor)) s(account, amount)
  group by 1, 2 having sum(s.amount) <> 0"""
NET = """select coalesce(sum(greatest(net_payable_minor, 0)), 0)::bigint from settlement_batch
  where state = 'approved'"""
TWICE = """select i.redemption from settlement_item i where i.settled_batch is not null group by 1
  having count(*) filter (where i.takes_back is null) > 1 or count(*) > 2
  union all select l.id from settlement_line l where l.settled_batch is not null and not l.live"""
ORPHANS = """
  select m.id from settlement_match m join settlement_batch b on b.id = m.batch and b.state = 'void'
  join settlement_match_member x on x.match = m.id and x.active
  union all select k.id from settlement_break k join settlement_batch b on b.id = k.batch and b.state = 'void'
  where k.state <> 'auto_closed'
  union all select d.id from settlement_disposition d where d.state = 'undone' and d.entry_id is not null
  and not exists (select from settlement_entry e where e.reverses = d.entry_id)"""
UNTIED = """select number from settlement_batch where state in ('reconciled', 'submitted', 'approved')
  and (lines_minor <> lines_matched_minor + lines_disposed_minor + lines_carried_minor
    or items_minor <> items_matched_minor + items_disposed_minor + items_carried_minor)"""


class CrashError(Exception):
    """The process dies after its work and before its commit."""


class Dying(Work):
    """A work whose transactions never commit."""

    @asynccontextmanager
    async def begin(self, ask, actor, *, use, answer):
        async with super().begin(ask, actor, use=use, answer=answer) as tx:
            yield tx
            raise CrashError


class Stream:
    """One bank, one dice, and what has been done so far."""

    def __init__(self, bank, start):
        self.bank, self.dice = bank, random.Random(start)
        self.uses, self.unbilled, self.files, self.month = [], [], 0, 0
        self.done = dict.fromkeys(("approved", "refused", "crashed", "repeated", "exported", "back"), 0)
        self.done |= {"void": 0, "undone": 0}
        self.told = Counter()

    async def perform(self, use, ask, actor):
        """Do it, perhaps after a crash, perhaps twice: one effect and one answer."""
        if self.dice.random() < 0.15:
            with pytest.raises((CrashError, Refusal, Missing)):
                await use(ask, actor=actor, work=Dying(self.bank.work.house))
            self.done["crashed"] += 1
        try:
            answer = await use(ask, actor=actor, work=self.bank.work)
        except (Refusal, Missing) as refused:
            self.done["refused"] += 1
            self.told[refused.code] += 1
            return None
        if self.dice.random() < 0.15:
            assert await use(ask, actor=actor, work=self.bank.work) == answer
            self.done["repeated"] += 1
        return answer

    def someone(self):
        return self.dice.choice([self.bank.maker, self.bank.second])

    async def batch(self, *states):
        rows = await self.bank.house.rows(
            "select * from settlement_batch where state = any($1::text[]) order by created_at desc limit 1",
            list(states),
        )
        return rows[0] if rows else None

    async def step(self):
        """One thing that happens in a bank."""
        often = (
            "use use use back bill open match match propose propose decide decide decide submit sign sign"
            " void undo withdraw supersede leave join"
        )
        name = self.dice.choice([*often.split(), "export", "roll"])
        await getattr(self, name)()
        return name

    async def use(self):
        ref = f"R{len(self.uses)}"
        treatment = self.dice.choice(["deduct_and_deem", "no_deduct", "prepaid_card_non_taxable", "discount"])
        payload, _ = await self.bank.use(
            ref,
            self.dice.randrange(1, 50_000),
            day=FIRST + timedelta(days=self.month * 30 + self.dice.randrange(28)),
            tax={"treatment": treatment, "rate_ppm": self.dice.choice([0, 10_000, 60_000, 130_000])},
        )
        if self.dice.random() < 0.3:
            async with self.bank.work.job() as tx:
                assert not (await accrue_use(tx, payload)).fresh
        self.uses.append(payload)
        self.unbilled.append(payload)

    async def back(self):
        if not self.uses:
            return
        one = self.dice.choice(self.uses)
        await self.bank.back(one, date.fromisoformat(one["biz_date"]))
        self.done["back"] += 1

    async def void(self):
        found = await self.batch("draft", "matched", "reconciled", "submitted")
        if found and self.dice.random() < 0.5:
            ask = VoidBatch(key=key(), batch=found["id"], reason="建错的批次")
            self.done["void"] += await self.perform(void_batch, ask, self.someone()) is not None

    async def undo(self):
        rows = await self.bank.house.rows(
            "select d.id from settlement_disposition d join settlement_break b on b.id = d.break"
            " join settlement_batch h on h.id = b.batch and h.state <> 'approved'"
            " where d.state = 'approved' and d.undo_by is null and b.state <> 'auto_closed'"
            " order by d.id limit 2"
        )
        if rows:
            some = tuple(row["id"] for row in rows)
            ask = ProposeUndo(key=key(), dispositions=some, reason="处置有误，撤销重做")
            if await self.perform(propose_undo, ask, self.someone()) and self.dice.random() < 0.7:
                await self.agree()

    async def agree(self):
        rows = await self.bank.house.rows(
            "select id from settlement_disposition where state = 'approved' and undo_by is not null"
            " order by id"
        )
        if rows:
            ask = DecideDispositions(key=key(), dispositions=(rows[0]["id"],))
            how = self.dice.choice([approve_undo, approve_undo, return_undo])
            for who in (self.bank.maker, self.bank.second):  # who asked is refused
                done = await self.perform(how, ask, who)
                self.done["undone"] += done is not None and how is approve_undo

    async def withdraw(self):
        who = self.someone()
        rows = await self.bank.house.rows(
            "select id from settlement_disposition where state = 'proposed' and proposed_by = $1 order by id",
            who.id,
        )
        if rows:
            ask = WithdrawDispositions(key=key(), dispositions=(rows[0]["id"],))
            await self.perform(withdraw_dispositions, ask, who)

    async def supersede(self):
        """The provider takes a file back; what it billed is billed again in one of the next ones."""
        rows = await self.bank.house.rows(
            "select id from settlement_statement where state = 'loaded' order by loaded_at desc limit 1"
        )
        if not rows or self.dice.random() < 0.6:
            return
        sql = "select provider_ref from settlement_line where statement = $1"
        told = {row["provider_ref"] for row in await self.bank.house.rows(sql, rows[0]["id"])}
        ask = SupersedeStatement(key=key(), statement=rows[0]["id"], reason="服务商重新出具")
        if await self.perform(supersede_statement, ask, self.someone()):
            self.unbilled += [one for one in self.uses if one["provider_ref"] in told]

    async def leave(self):
        """An item is left out of the open batch, or comes back into it."""
        found = await self.batch("draft", "matched", "reconciled")
        sql = "select id from settlement_item where settled_batch is null order by id"
        if not found or not (rows := await self.bank.house.rows(sql)):
            return
        item = (self.dice.choice(rows)["id"],)
        ask = LeaveOut(key=key(), batch=found["id"], items=item, reason="本期不结")
        if await self.perform(leave_out, ask, self.someone()) is None:
            back = BringBack(key=key(), batch=found["id"], items=item)
            await self.perform(bring_back, back, self.someone())

    async def join(self):
        """A statement that came late joins the open batch, or one leaves it again."""
        found = await self.batch("draft", "matched", "reconciled")
        sql = "select id from settlement_statement where batch is null or batch = $1 order by loaded_at, id"
        if not found or not (rows := await self.bank.house.rows(sql, found["id"])):
            return
        ask = ChangeStatements(key=key(), batch=found["id"], statement=self.dice.choice(rows)["id"])
        how = add_statement if self.dice.random() < 0.7 else remove_statement
        await self.perform(how, ask, self.someone())

    async def bill(self):
        """The provider bills most of what it has done, some of it wrongly, and some things of its own."""
        told = [one for one in self.unbilled if self.dice.random() < 0.7]
        self.unbilled = [one for one in self.unbilled if one not in told]
        rows = []
        for one in told:
            off = self.dice.choice([0, 0, 0, 0, 100, -1])
            fen = max(1, one["amount_minor"] + off)
            rows += [(one["provider_ref"], fen, one["biz_date"])] * self.dice.choice([1, 1, 1, 1, 2])
        if self.dice.random() < 0.4:
            rows.append((f"X{self.files}", self.dice.randrange(1, 9_000), FIRST))
        if not rows:
            return
        self.files += 1
        data = csv(*((ref, f"{fen // 100}.{fen % 100:02d}", day) for ref, fen, day in rows))
        await self.bank.load(data, name=f"{self.files}.csv")

    async def open(self):
        self.month += self.dice.choice([0, 0, 1])
        ask = CreateBatch(
            key=key(), provider=self.bank.provider, as_of=FIRST + timedelta(days=self.month * 30 + 29)
        )
        await self.perform(create_batch, ask, self.someone())

    async def match(self):
        if found := await self.batch("draft", "matched", "reconciled", "submitted"):
            await self.perform(run_matching, RunMatching(key=key(), batch=found["id"]), self.someone())

    async def propose(self):
        rows = await self.bank.house.rows("select id from settlement_break where state = 'open' order by id")
        if rows:
            some = [one["id"] for one in rows if self.dice.random() < 0.6] or [rows[0]["id"]]
            ask = ProposeDisposition(
                key=key(),
                breaks=tuple(some if self.dice.random() < 0.5 else some[:1]),
                kind=self.dice.choice(list(DispositionKind)),
                reason="按核对结果处理",
            )
            await self.perform(propose_disposition, ask, self.someone())

    async def decide(self):
        who = self.someone()
        rows = await self.bank.house.rows(
            "select id from settlement_disposition where state = 'proposed' and proposed_by <> $1"
            " order by id",
            self.bank.unit if self.dice.random() < 0.2 else who.id,
        )
        if rows:
            some = [one["id"] for one in rows if self.dice.random() < 0.7] or [rows[0]["id"]]
            decide = self.dice.choice([*[approve_dispositions] * 3, reject_dispositions])
            await self.perform(decide, DecideDispositions(key=key(), dispositions=tuple(some)), who)
            if self.dice.random() < 0.4:
                await self.undo()

    async def finish(self):
        """Bring the last batch to its signature, as finance does at the end of a month."""
        if found := await self.batch("submitted"):
            people = {one.id: one for one in (self.bank.maker, self.bank.second)}
            ask = WithdrawBatch(key=key(), batch=found["id"])
            await self.perform(withdraw_batch, ask, people[found["submitted_by"]])
        await self.open()
        for turn in range(FINISH_MAX):
            await self.match()
            rows = await self.bank.house.rows("select id from settlement_break where state = 'open'")
            if rows and await self.batch("matched", "reconciled"):
                await self.bank.propose("carry_forward", *(row["id"] for row in rows))
            sql = "select id from settlement_disposition where state = 'proposed' and proposed_by = $1"
            for maker, second in ((self.bank.maker, self.bank.second), (self.bank.second, self.bank.maker)):
                if waiting := await self.bank.house.rows(sql, maker.id):
                    await self.bank.decide(*(row["id"] for row in waiting), actor=second)
            if turn == 0:
                await self.undo()
            await self.agree()
            await self.submit()
            await self.sign()
            if not await self.batch("draft", "matched", "reconciled", "submitted"):
                return

    async def submit(self):
        if found := await self.batch("matched", "reconciled"):
            ask = SubmitBatch(key=key(), batch=found["id"], claim=self.dice.random() < 0.7)
            await self.perform(submit_batch, ask, self.someone())

    async def sign(self):
        found = await self.batch("submitted")
        if not found:
            return
        who, way = self.someone(), self.dice.choice(["approve", "approve", "approve", "return", "withdraw"])
        stale = self.dice.random() < 0.2
        ask = DecideBatch(
            key=key(),
            batch=found["id"],
            content_hash="sha256:stale" if stale else found["content_hash"],
            opinion="已核对",
        )
        if way == "approve":
            done = await self.perform(approve_batch, ask, who)
            assert not (done and (stale or who.id == found["submitted_by"]))
            self.done["approved"] += done is not None
        elif way == "return":
            await self.perform(return_batch, ask, who)
        else:
            await self.perform(withdraw_batch, WithdrawBatch(key=key(), batch=found["id"]), who)

    async def export(self):
        sql = "select id from settlement_batch where state = 'approved' order by id"
        for row in await self.bank.house.rows(sql):
            for kind in ("vouchers", "workbook"):
                ask = ExportBatch(key=key(), batch=row["id"], kind=kind)
                self.done["exported"] += await self.perform(export_batch, ask, self.someone()) is not None

    async def roll(self):
        await roll_up_all(self.bank.work)


@dataclass(frozen=True, kw_only=True)
class Decided(BothSides):
    """A break with what was approved for it."""

    kind: DispositionKind


def accrued_price(item):
    names = ("gross_minor", "net_minor", "tax_minor", "tax_treatment")
    return Price(*(item[name] for name in names)).accrued_minor


async def accrued(house):
    """What must stand accrued: open items, and what people have decided on differences not settled yet."""
    items = await house.rows(
        "select * from settlement_item where settled_batch is null and reversed_entry_id is null"
    )
    sql = (
        f"select {COLUMNS}, d.kind from settlement_break b"
        " join settlement_disposition d on d.break = b.id and d.state = 'approved'"
        " join settlement_batch h on h.id = b.batch and h.state <> 'approved'"
        " left join settlement_item i on i.id = b.item"
        " where b.state <> 'auto_closed' and i.reversed_entry_id is null"
    )
    async with house.work.read() as read:
        decided = await read.all(Decided, sql)
    total = sum(accrued_price(item) for item in items)
    for one in decided:
        planned = plan(one.difference, one.kind)
        total += planned.unknown_minor + (planned.adjust.accrued_minor if planned.adjust else 0)
    return total


async def holds(bank):
    """Everything that is true of the books at any moment."""
    house = bank.house
    for broken in (UNBALANCED, UNREACHABLE, UNTIED, TWICE, ORPHANS):
        assert await house.rows(broken) == []
    paid = await house.value(NET)
    claimed = -await house.value(NET.replace("greatest", "least"))
    assert await bank.net("2202.ap") == -paid
    assert await bank.net("1221.clm") == claimed
    assert await bank.net("2202.acc") == -await accrued(house)


@pytest.mark.parametrize("start", [20260301, 20260302, 20260303])
async def test_the_books_hold_after_every_step_of_any_stream(house, start):
    bank = await open_bank(house)
    stream = Stream(bank, start)
    for number in range(STEPS):
        name = await stream.step()
        try:
            await holds(bank)
        except AssertionError as error:
            raise AssertionError(f"start {start}, step {number}: {name}") from error
    await stream.finish()
    await stream.export()
    await holds(bank)
    async with bank.work.read() as read:
        assert (await verify(read)).findings == ()
    often = stream.done.keys() - {"undone", "void"}  # these need a batch with decisions just then
    assert all(stream.done[name] for name in often), (stream.done, stream.told)
