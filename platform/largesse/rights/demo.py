"""The demo's register: a lounge that a plugin fulfils, a tea house with a counter, three batches."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.kernel.clock import INSTITUTION_ZONE, now
from largesse.rights.batches.batches import DecideBatch, ProposeBatch, approve_batch, propose_batch
from largesse.rights.budgets.budgets import OpenBudget, open_budget
from largesse.rights.catalogue.products import MakeProduct, make_product
from largesse.rights.catalogue.providers import EnrolProvider, enrol_provider
from largesse.rights.catalogue.skus import MakeSku, make_sku
from largesse.rights.redemptions.counter_key import counter_link
from largesse.store.demo import Stage

BUDGET_CAP_MINOR = 10_000_000
_RUNS_DAYS = 120


@dataclass(frozen=True)
class _Given:
    name: str
    category: str
    title: dict[str, str]
    terms: dict[str, str]
    provider_sku: str | None
    market_value_minor: int
    unit_cost_minor: int


LOUNGE = _Given(
    "lounge",
    "lounge",
    {"zh-CN": "机场贵宾厅单次礼遇", "en": "Airport lounge, one visit"},
    {
        "zh-CN": "全国 40 余家机场贵宾厅可用，凭码入场，单次有效。",
        "en": "More than 40 airport lounges; show the code at the door; one visit.",
    },
    "LOUNGE-1",
    26_000,
    16_800,
)
TEA = _Given(
    "tea",
    "gift",
    {"zh-CN": "武夷岩茶礼盒", "en": "Wuyi rock tea gift box"},
    {
        "zh-CN": "凭码至茶舍门店领取，请于有效期内到店。",
        "en": "Collect it at the tea house with your code while it is valid.",
    },
    None,
    19_800,
    9_900,
)
# name, given, units: the last is small, so that running out can be seen.
BATCHES: tuple[tuple[str, _Given, int], ...] = (
    ("lounge", LOUNGE, 200),
    ("tea", TEA, 500),
    ("tea_small", TEA, 5),
)


async def seed(stage: Stage) -> None:
    """Fill the register once, through its own use cases; a second call finds everything."""
    unit = stage.known["unit.shanghai"]
    installation = stage.known.get("installation.lounge")
    stage.known["provider.lounge"] = await _provider(
        stage, "lounge", ({"zh-CN": "云端贵宾厅", "en": "Cloud Lounges"}, installation)
    )
    stage.known["provider.tea"] = await _provider(
        stage, "tea", ({"zh-CN": "岩骨茶舍", "en": "Rock Bone Tea House"}, None)
    )
    async with stage.work.read() as read:
        row = await read.row("select slug, counter_epoch from rights_provider where slug = 'tea'")
    stage.known["counter.tea"] = counter_link(row or {})
    for given in (LOUNGE, TEA):
        await _sku(stage, given)
    ask = OpenBudget(
        key="demo-budget",
        code="SH-2026-AUTUMN",
        title={"zh-CN": "2026 秋季客户权益预算", "en": "Client rights, autumn 2026"},
        currency="CNY",
        cap_minor=BUDGET_CAP_MINOR,
        org_unit=unit,
    )
    stage.known["budget.autumn"] = (await open_budget(ask, actor=stage.system, work=stage.work)).id
    for name, given, units in BATCHES:
        stage.known[f"batch.{name}"] = await _batch(stage, name, (given, units))


async def _provider(stage: Stage, slug: str, who: tuple[dict[str, str], UUID | None]) -> UUID:
    name, installation = who
    ask = EnrolProvider(
        key=f"demo-provider-{slug}",
        slug=slug,
        name=name,
        org_unit=stage.known["unit.shanghai"],
        installation=installation,
    )
    return (await enrol_provider(ask, actor=stage.system, work=stage.work)).id


async def _sku(stage: Stage, given: _Given) -> None:
    product = MakeProduct(
        key=f"demo-product-{given.name}",
        code=f"P-{given.name.upper()}",
        title=given.title,
        summary=given.terms,
        category=given.category,
        org_unit=stage.known["unit.shanghai"],
    )
    made = await make_product(product, actor=stage.system, work=stage.work)
    plugged = given.provider_sku is not None and "installation.lounge" in stage.known
    mode: Literal["own_code", "provider"] = "provider" if plugged else "own_code"
    sku = MakeSku(
        key=f"demo-sku-{given.name}",
        product=made.id,
        provider=stage.known[f"provider.{given.name}"],
        code=f"S-{given.name.upper()}-1",
        title=given.title,
        terms=given.terms,
        fulfil_mode=mode,
        provider_sku=given.provider_sku if plugged else None,
        currency="CNY",
        face_value_minor=given.market_value_minor,
        market_value_minor=given.market_value_minor,
        unit_cost_minor=given.unit_cost_minor,
        income_tax="incidental_20",
        borne_by="bank",
        vat_treatment="deduct_and_deem" if given.name == "tea" else "no_deduct",
        vat_rate_ppm=130_000 if given.name == "tea" else 60_000,
        valid_days=90,
    )
    stage.known[f"sku.{given.name}"] = (await make_sku(sku, actor=stage.system, work=stage.work)).id


async def _batch(stage: Stage, name: str, what: tuple[_Given, int]) -> UUID:
    given, units = what
    code = f"B-2026-{name.upper().replace('_', '-')}"
    async with stage.work.read() as read:
        row = await read.row("select id, state, content_hash from rights_batch where code = $1", code)
    if row is None:
        today = _midnight()
        ask = ProposeBatch(
            key=f"demo-batch-{name}",
            code=code,
            title=given.title
            if name != "tea_small"
            else {"zh-CN": "武夷岩茶礼盒（限量）", "en": "Rock tea, few"},
            sku=stage.known[f"sku.{given.name}"],
            budget=stage.known["budget.autumn"],
            total=units,
            starts_at=today,
            ends_at=today + timedelta(days=_RUNS_DAYS),
        )
        await propose_batch(ask, actor=stage.known["staff.designer"], work=stage.work)
        async with stage.work.read() as read:
            row = await read.row("select id, state, content_hash from rights_batch where code = $1", code)
    if row is not None and row["state"] == "pending_approval":
        sign = DecideBatch(
            key=f"demo-approve-{name}",
            batch=row["id"],
            content_hash=row["content_hash"],
            opinion="同意，成本与预算已核对",
        )
        await approve_batch(sign, actor=stage.known["staff.branch"], work=stage.work)
    batch: UUID = row["id"] if row else UUID(int=0)
    return batch


def _midnight() -> datetime:
    zone = ZoneInfo(INSTITUTION_ZONE)
    return now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
