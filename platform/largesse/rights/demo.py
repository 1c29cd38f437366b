"""The demo's register: a tree, a lounge and more that plugins fulfil, a tea house with a counter."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.kernel.clock import now
from largesse.kernel.errors import Broken
from largesse.kernel.money import Long
from largesse.kernel.settings import settings
from largesse.plugging.installations.records import InstallationId
from largesse.rights import demo_places
from largesse.rights.batches.batch import PENDING
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.budgets.open import OpenBudget, open_budget
from largesse.rights.catalogue.nodes import MakeNode, make_node
from largesse.rights.catalogue.products import MakeProduct, make_product
from largesse.rights.catalogue.providers import EnrolProvider, enrol_provider
from largesse.rights.catalogue.records import ProductId
from largesse.rights.catalogue.skus import Fulfil, MakeSku, make_sku
from largesse.rights.catalogue.terms import BorneBy, IncomeTax, RefundPolicy, TransferPolicy, VatTreatment
from largesse.rights.demo_forms import PARCEL
from largesse.rights.handing.terms import SetAdviserTerms, set_adviser_terms
from largesse.rights.points_mall import demo as mall
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
    more: dict[str, Any] = field(default_factory=dict)


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
    {
        "service": {
            "zh-CN": "武夷岩茶 100 克礼盒一份，到店即可品鉴。",
            "en": "A box of 100 g of Wuyi rock tea; you are welcome to taste it there.",
        },
        "transfer": TransferPolicy.FAMILY,
    },
)
SPA = _Given(
    "spa",
    "health",
    {"zh-CN": "理疗护理三次卡", "en": "Three sessions of physiotherapy"},
    {
        "zh-CN": "凭码到店使用，共三次；每次约六十分钟，请提前预约。",
        "en": "Show the code; three sessions of about an hour each; please book ahead.",
    },
    None,
    90_000,
    48_000,
    {
        "units": 3,
        "validity": {
            "ends": {
                "kind": "claim",
                "count": 6,
                "unit": "month",
                "claim_by": {"kind": "issue", "count": 1, "unit": "month"},
            },
            "windows": [{"weekdays": [1, 2, 3, 4, 5, 6], "from": "10:00", "until": "20:00"}],
            "days": "no_holidays",
        },
        "refund": RefundPolicy.UNUSED_UNITS,
        "personal_form": {
            "fields": [
                {
                    "key": "full_name",
                    "label": {"zh-CN": "到店人姓名", "en": "Who comes"},
                    "type": "name",
                    "required": True,
                    "purpose": {"zh-CN": "门店核对到店人", "en": "So that the shop knows who comes"},
                    "consent": {"zh-CN": "同意将姓名提供给门店", "en": "The shop may be given the name"},
                    "class": "C2",
                }
            ]
        },
    },
)
# The tree: code, title, the code above.
NODES = (
    ("TRAVEL", {"zh-CN": "出行礼遇", "en": "Travel"}, None),
    ("LOUNGES", {"zh-CN": "机场贵宾厅", "en": "Airport lounges"}, "TRAVEL"),
    ("LIVING", {"zh-CN": "品质生活", "en": "Living"}, None),
    ("TEA", {"zh-CN": "茶与茶礼", "en": "Tea"}, "LIVING"),
    ("CARE", {"zh-CN": "康养", "en": "Care"}, "LIVING"),
    ("LEGAL", {"zh-CN": "法律服务", "en": "Legal advice"}, None),
)
HANGS = {
    "lounge": "LOUNGES",
    "tea": "TEA",
    "spa": "CARE",
    "health": "CARE",
    "legal": "LEGAL",
    "gift": "TEA",
}


HEALTH = _Given(
    "health",
    "health",
    {"zh-CN": "女士深度体检礼遇", "en": "Full check-up for women"},
    {
        "zh-CN": "提前预约体检中心与时段，凭码到检；报告仅由体检中心提供。",
        "en": "Book a centre and a morning, show the code there; the report stays with the centre.",
    },
    "CHECK-F",
    192_000,
    128_000,
    {"transfer": TransferPolicy.FAMILY},
)
LEGAL = _Given(
    "legal",
    "legal",
    {"zh-CN": "法律咨询三次沟通", "en": "Legal advice, three messages"},
    {
        "zh-CN": "领取后分派律师，24 小时内答复；沟通与材料在服务商页面。",
        "en": "A lawyer answers within 24 hours; messages and documents stay on the firm's page.",
    },
    "CONSULT-3",
    120_000,
    60_000,
)
GIFT = _Given(
    "gift",
    "gift",
    {"zh-CN": "明前龙井礼盒（寄送）", "en": "Longjing tea box, by post"},
    {
        "zh-CN": "领取时填写收货信息，三日内寄出，可查看物流。",
        "en": "Give the address as you claim it; sent within three days, with tracking.",
    },
    "TEA-BOX",
    73_600,
    36_800,
    {"personal_form": PARCEL},
)
# Of providers whose suppliers run beside the demo; a demo without them has none of these.
OTHERS = {
    "health": ({"zh-CN": "安衡体检", "en": "Anheng check-ups"}, HEALTH, 20),
    "legal": ({"zh-CN": "明理法律咨询", "en": "Mingli legal advice"}, LEGAL, 40),
    "gift": ({"zh-CN": "礼遇臻选", "en": "Chosen gifts"}, GIFT, 60),
}


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
    others = {name: one for name, one in OTHERS.items() if f"installation.{name}" in stage.known}
    for name, (title, _, _) in others.items():
        await _provider(stage, name, title, stage.known[f"installation.{name}"])
    await _tree(stage)
    for given in (LOUNGE, TEA, SPA, *(one for _, one, _ in others.values())):
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
    issues = [_Issue(name, given, units, given.title) for name, (_, given, units) in others.items()]
    for issue in (*BATCHES, *issues):
        stage.known[f"batch.{issue.name}"] = await _batch(stage, issue)
    terms = SetAdviserTerms(key="demo-advisers", batch=BatchId(stage.known["batch.lounge"]), open=True)
    await set_adviser_terms(terms, actor=stage.system, work=stage.work)
    await demo_places.seed(stage)
    await mall.seed(stage)


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


async def _tree(stage: Stage) -> None:
    for code, title, above in NODES:
        ask = MakeNode(
            key=f"demo-node-{code}",
            code=code,
            title=title,
            org_unit=stage.known["unit.shanghai"],
            parent=stage.known[f"node.{above}"] if above else None,
        )
        stage.known[f"node.{code}"] = (await make_node(ask, actor=stage.system, work=stage.work)).id


async def _sku(stage: Stage, given: _Given) -> None:
    product = MakeProduct(
        key=f"demo-product-{given.name}",
        code=f"P-{given.name.upper()}",
        title=given.title,
        summary=given.terms,
        category=given.category,
        org_unit=stage.known["unit.shanghai"],
        node=stage.known[f"node.{HANGS[given.name]}"],
    )
    made = await make_product(product, actor=stage.system, work=stage.work)
    plugged = given.provider_sku is not None and f"installation.{given.name}" in stage.known
    sku = MakeSku(
        key=f"demo-sku-{given.name}",
        product=ProductId(made.id),
        provider=stage.known.get(f"provider.{given.name}", stage.known["provider.tea"]),
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
        vat_treatment=VatTreatment.DEDUCT_AND_DEEM if given.category == "gift" else VatTreatment.NO_DEDUCT,
        vat_rate_ppm=130_000 if given.category == "gift" else 60_000,
        valid_days=90,
        **given.more,
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
