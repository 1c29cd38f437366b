"""A small bank for settlement's tests: an org unit, finance people, a provider, uses, statement files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.settlement.batches.approve import DecideBatch, WithdrawBatch, approve_batch, withdraw_batch
from largesse.settlement.batches.create import CreateBatch, create_batch
from largesse.settlement.batches.reconcile import RunMatching, run_matching
from largesse.settlement.batches.submit import SubmitBatch, submit_batch
from largesse.settlement.batches.supersede import SupersedeStatement, supersede_statement
from largesse.settlement.batches.take_back import take_back
from largesse.settlement.batches.void import VoidBatch, void_batch
from largesse.settlement.breaks.decide import (
    DecideDispositions,
    approve_dispositions,
    reject_dispositions,
)
from largesse.settlement.breaks.propose import ProposeDisposition, propose_disposition
from largesse.settlement.breaks.undo import (
    ProposeUndo,
    WithdrawDispositions,
    approve_undo,
    propose_undo,
    withdraw_dispositions,
)
from largesse.settlement.dispositions.disposition import DispositionKind
from largesse.settlement.items.accrue import accrue_use
from largesse.settlement.statements.load import LoadStatement, load_statement
from largesse.store import blobs

DAY = date(2026, 3, 10)
HEAD = "供应商订单号,商户订单号,商品编码,数量,结算金额,核销时间\n"


def key():
    return str(new_id())


def csv(*rows, trailer=True):
    """A statement of (reference, yuan, day); its last row states its own totals."""
    lines = [f"{ref},,LOUNGE,1,{yuan},{day}" for ref, yuan, day in rows]
    total = sum(round(float(yuan) * 100) for _, yuan, _ in rows)
    end = [f"合计,{len(rows)}笔,,,{total / 100:.2f},"] if trailer else []
    return (HEAD + "\n".join([*lines, *end]) + "\n").encode()


@dataclass
class Bank:
    """One provider of one bank, and the people of its finance department."""

    house: object
    unit: UUID
    provider: UUID
    maker: object
    second: object

    @property
    def work(self):
        return self.house.work

    async def use(self, ref, amount_minor=10_000, day=DAY, **more):
        """A client uses a right at the provider."""
        payload = {
            "entitlement": str(new_id()),
            "redemption": str(new_id()),
            "batch": str(new_id()),
            "sku": str(new_id()),
            "sku_code": "LOUNGE",
            "provider": str(self.provider),
            "installation": None,
            "provider_ref": ref,
            "order_ref": f"req-{ref}",
            "client": str(new_id()),
            "activity": None,
            "org_unit": str(self.unit),
            "units": 1,
            "unit_cost_minor": amount_minor,
            "amount_minor": amount_minor,
            "currency": "CNY",
            "tax": {"treatment": "deduct_and_deem", "rate_ppm": 60_000},
            "biz_date": day.isoformat(),
            "at": datetime(day.year, day.month, day.day, 4, tzinfo=UTC).isoformat(),
        } | more
        async with self.work.job() as tx:
            taken = await accrue_use(tx, payload)
        return payload, taken

    async def load(self, data, name="账单.csv", **more):
        ask = LoadStatement(key=key(), provider=self.provider, blob=blobs.put(data), file_name=name, **more)
        return await load_statement(ask, actor=self.maker, work=self.work)

    async def batch(self, as_of=date(2026, 3, 31)):
        ask = CreateBatch(key=key(), provider=self.provider, as_of=as_of)
        return (await create_batch(ask, actor=self.maker, work=self.work)).batch

    async def match(self, batch):
        return await run_matching(RunMatching(key=key(), batch=batch), actor=self.maker, work=self.work)

    async def breaks(self, batch):
        sql = "select * from settlement_break where batch = $1 and state <> 'auto_closed' order by code, id"
        return await self.house.rows(sql, batch)

    async def propose(self, kind, *breaks, actor=None):
        way = DispositionKind(kind)
        ask = ProposeDisposition(key=key(), breaks=tuple(breaks), kind=way, reason="与服务商核对无误")
        return await propose_disposition(ask, actor=actor or self.maker, work=self.work)

    async def decide(self, *dispositions, decide=approve_dispositions, actor=None):
        ask = DecideDispositions(key=key(), dispositions=dispositions)
        return await decide(ask, actor=actor or self.second, work=self.work)

    async def reject(self, *dispositions):
        return await self.decide(*dispositions, decide=reject_dispositions)

    async def dispose(self, kind, *breaks):
        return await self.decide(*(await self.propose(kind, *breaks)).dispositions)

    async def withdraw_proposal(self, *dispositions, actor=None):
        ask = WithdrawDispositions(key=key(), dispositions=dispositions)
        return await withdraw_dispositions(ask, actor=actor or self.maker, work=self.work)

    async def ask_undo(self, *dispositions, actor=None):
        ask = ProposeUndo(key=key(), dispositions=dispositions, reason="处置有误，撤销重做")
        return await propose_undo(ask, actor=actor or self.maker, work=self.work)

    async def undo(self, *dispositions):
        """Undo by two people."""
        await self.ask_undo(*dispositions)
        return await self.decide(*dispositions, decide=approve_undo)

    async def void(self, batch, actor=None):
        ask = VoidBatch(key=key(), batch=batch, reason="建错的批次，作废")
        return await void_batch(ask, actor=actor or self.maker, work=self.work)

    async def supersede(self, statement):
        ask = SupersedeStatement(key=key(), statement=statement, reason="服务商重新出具了账单")
        return await supersede_statement(ask, actor=self.maker, work=self.work)

    async def back(self, payload, day=date(2026, 3, 11)):
        """A use is taken back, as its event tells."""
        async with self.work.job() as tx:
            await take_back(tx, payload["redemption"], day)

    async def submit(self, batch, *, claim=False):
        ask = SubmitBatch(key=key(), batch=batch, claim=claim)
        return await submit_batch(ask, actor=self.maker, work=self.work)

    async def reopen(self, batch):
        return await withdraw_batch(WithdrawBatch(key=key(), batch=batch), actor=self.maker, work=self.work)

    async def settle(self, batch, *, claim=False):
        """Submit and approve; gives what the batch pays."""
        await self.approve(batch, (await self.submit(batch, claim=claim)).content_hash)
        sql = "select net_payable_minor from settlement_batch where id = $1"
        return await self.house.value(sql, batch)

    async def approve(self, batch, sha, actor=None):
        ask = DecideBatch(key=key(), batch=batch, content_hash=sha)
        return await approve_batch(ask, actor=actor or self.second, work=self.work)

    async def net(self, code):
        """What an account stands at, debits less credits."""
        return await self.house.value(
            "select coalesce(sum(case when d.code = $1 then p.amount_minor else 0 end"
            " - case when c.code = $1 then p.amount_minor else 0 end), 0)::bigint from settlement_posting p"
            " join settlement_account d on d.id = p.dr join settlement_account c on c.id = p.cr",
            code,
        )


async def open_bank(house):
    unit, provider = new_id(), new_id()
    await house.run(
        "insert into identity_org_unit (id, code, level, name_zh, name_en, path, created_at)"
        " values ($1, 'HO', 'head_office', '总行', 'Head office', array[$1::uuid], now())",
        unit,
    )
    await house.run(
        "insert into rights_provider (id, slug, name, org_unit) values ($1, 'lounge', $2, $3)",
        provider,
        {"zh-CN": "云途贵宾厅", "en": "Lounge"},
        unit,
    )
    people = [await _finance(house, unit, number) for number in ("F001", "F002")]
    return Bank(house, unit, provider, *people)


async def _finance(house, unit, number):
    staff = new_id()
    await house.run(
        "insert into identity_staff (id, number, email, name, unit, roles, password_hash, password_set_at,"
        " created_at, created_by) values ($1, $2, $3, $2, $4, array['finance'], 'x', now(), now(), $1)",
        staff,
        number,
        f"{number.lower()}@demo.bank",
        unit,
    )
    return house.staff(roles=("finance",), staff=staff, unit=unit)
