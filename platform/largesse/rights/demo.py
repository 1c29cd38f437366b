"""The demo's register: a lounge that a plugin fulfils, a tea house with a counter, three batches."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.kernel.clock import now
from largesse.kernel.errors import Broken
from largesse.kernel.money import Long
from largesse.kernel.settings import settings
from largesse.plugging.installations.records import InstallationId
from largesse.rights.batches.batch import PENDING
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.budgets.open import OpenBudget, open_budget
from largesse.rights.catalogue.products import MakeProduct, make_product
from largesse.rights.catalogue.providers import EnrolProvider, enrol_provider
from largesse.rights.catalogue.records import ProductId
from largesse.rights.catalogue.skus import BorneBy, Fulfil, IncomeTax, MakeSku, VatTreatment, make_sku
from largesse.rights.provider_keys.give import GiveProviderKey, give_provider_key
from largesse.rights.provider_keys.provider_key import Kind
from largesse.rights.provider_keys.secret import handed
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


@dataclass(frozen=True)
class _Issue:
    name: str
    given: _Given
    units: int
    title: dict[str, str]


# The last is small, so that running out can be seen.
BATCHES = (
    _Issue("lounge", LOUNGE, 200, LOUNGE.title),
    _Issue("tea", TEA, 500, TEA.title),
    _Issue("tea_small", TEA, 5, {"zh-CN": "武夷岩茶礼盒（限量）", "en": "Rock tea, few"}),
)


async def seed(stage: Stage) -> None:
    """Fill the register once, through its own use cases; a second call finds everything."""
    lounge = {"zh-CN": "云端贵宾厅", "en": "Cloud Lounges"}
    await _provider(stage, "lounge", lounge, stage.known.get("installation.lounge"))
    await _provider(stage, "tea", {"zh-CN": "岩骨茶舍", "en": "Rock Bone Tea House"})
    stage.known["counter.tea"] = await _counter(stage, "tea")
    for given in (LOUNGE, TEA):
        await _sku(stage, given)
    ask = OpenBudget(
        key="demo-budget",
        code="SH-2026-AUTUMN",
        title={"zh-CN": "2026 秋季客户权益预算", "en": "Client rights, autumn 2026"},
        currency="CNY",
        cap_minor=Long(BUDGET_CAP_MINOR),
        org_unit=stage.known["unit.shanghai"],
    )
    stage.known["budget.autumn"] = (await open_budget(ask, actor=stage.system, work=stage.work)).id
    for issue in BATCHES:
        stage.known[f"batch.{issue.name}"] = await _batch(stage, issue)


async def _provider(
    stage: Stage, slug: str, name: dict[str, str], installation: InstallationId | None = None
) -> None:
    ask = EnrolProvider(
        key=f"demo-provider-{slug}",
        slug=slug,
        name=name,
        org_unit=stage.known["unit.shanghai"],
        installation=installation,
    )
    made = await enrol_provider(ask, actor=stage.system, work=stage.work)
    stage.known[f"provider.{slug}"] = made.id


async def _counter(stage: Stage, slug: str) -> str:
    """Give the link of a counter, the same at every run."""
    ask = GiveProviderKey(
        key=f"demo-counter-{slug}",
        provider=stage.known[f"provider.{slug}"],
        kind=Kind.COUNTER,
        name="演示柜台",
    )
    given = await give_provider_key(ask, actor=stage.system, work=stage.work)
    return handed(given.slug, given.kind, given.provider_key)


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
    sku = MakeSku(
        key=f"demo-sku-{given.name}",
        product=ProductId(made.id),
        provider=stage.known[f"provider.{given.name}"],
        code=f"S-{given.name.upper()}-1",
        title=given.title,
        terms=given.terms,
        fulfil_mode=Fulfil.PROVIDER if plugged else Fulfil.OWN_CODE,
        provider_sku=given.provider_sku if plugged else None,
        currency="CNY",
        face_value_minor=Long(given.market_value_minor),
        market_value_minor=Long(given.market_value_minor),
        unit_cost_minor=Long(given.unit_cost_minor),
        income_tax=IncomeTax.INCIDENTAL_20,
        borne_by=BorneBy.BANK,
        vat_treatment=VatTreatment.DEDUCT_AND_DEEM if given.name == "tea" else VatTreatment.NO_DEDUCT,
        vat_rate_ppm=130_000 if given.name == "tea" else 60_000,
        valid_days=90,
    )
    stage.known[f"sku.{given.name}"] = (await make_sku(sku, actor=stage.system, work=stage.work)).id


async def _batch(stage: Stage, issue: _Issue) -> UUID:
    code = f"B-2026-{issue.name.upper().replace('_', '-')}"
    batch = await _find(stage, code)
    if batch is None:
        begin = _midnight() - timedelta(days=1)  # an activity may have begun an hour before midnight
        ask = ProposeBatch(
            key=f"demo-batch-{issue.name}",
            code=code,
            title=issue.title,
            sku=stage.known[f"sku.{issue.given.name}"],
            budget=stage.known["budget.autumn"],
            total=Long(issue.units),
            starts_at=begin,
            ends_at=begin + timedelta(days=_RUNS_DAYS),
        )
        await propose_batch(ask, actor=stage.known["staff.designer"], work=stage.work)
        batch = await _find(stage, code)
    if batch is None:
        raise Broken(f"the demo's batch {code} is not there")
    if batch.state == PENDING:
        sign = DecideBatch(
            key=f"demo-approve-{issue.name}",
            batch=BatchId(batch.id),
            content_hash=batch.content_hash,
            opinion="同意，成本与预算已核对",
        )
        await approve_batch(sign, actor=stage.known["staff.branch"], work=stage.work)
    return batch.id


async def _find(stage: Stage, code: str) -> Batch | None:
    async with stage.work.read() as read:
        return await Batch.get_or_none(code=code, using_db=read.conn)


def _midnight() -> datetime:
    zone = ZoneInfo(settings().zone)
    return now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
