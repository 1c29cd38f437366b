"""A small bank in which everything can be given, and is soon short: what the histories begin with."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.flows.histories.world import PHONES, World
from tests.flows.play.conftest import Fair
from tests.flows.rights.conftest import Shop
from tests.flows.rights.purse import Purse, purse_of
from tests.kit.codes import CodeShop, lines
from tests.kit.house import House
from tests.kit.seed import Seed

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights import demo as register
from largesse.rights.allowances.rules import MakeAllowanceRule, make_allowance_rule
from largesse.rights.batches.decide import DecideBatch, approve_batch
from largesse.rights.batches.propose import ProposeBatch, propose_batch
from largesse.rights.catalogue.skus import Fulfil, MakeSku, make_sku
from largesse.rights.catalogue.terms import BorneBy, IncomeTax, VatTreatment
from largesse.rights.packages.make import MakePackage, PackageItem, make_package
from largesse.rights.places.keep import AddResource, MakePlace, add_resource, make_place
from largesse.rights.places.place import ResourceKind
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.points.skus import SaySkuPoints, say_sku_points
from largesse.rights.slots.keep import AddHours, add_hours
from largesse.store.demo import Stage

STOCK = {"tea": 14, "multi": 14, "cookie": 12, "credit": 10, "prize": 8}


async def grow(stage: Stage) -> None:
    """Make batches of few units, a package, an offer, rules, a clinic and an activity that gives a prize."""
    for demo in (people, clients, register):
        await demo.seed(stage)
    house = House("", "", known=stage.known)
    shop, codes = Shop(house), CodeShop(Shop(house))
    await homes(shop)
    await house.run(
        "select audience_follow_tiers(now(), null, 'import', '', 'system', $1, 'Asia/Shanghai')", new_id()
    )
    await codes.open()
    await codes.load(lines([f"PLAIN{n:05d}X" for n in range(STOCK["cookie"])]))
    skus = {"cookie": codes.sku, "credit": await points_sku(shop)}
    purse = await worth(shop, skus["credit"])
    for name, total in STOCK.items():
        shop.known[f"small.{name}"] = await issue(shop, name, skus.get(name, shop.known["sku.tea"]), total)
    await house.run("update rights_batch set units_each = 3 where id = $1", shop.known["small.multi"])
    await giving(shop, purse)
    await clinic(shop)
    await activity(house)
    await house.drain()


async def homes(shop: Shop) -> None:
    """Six clients in two households."""
    for home in range(2):
        household = new_id()
        await shop.house.run(
            "insert into audience_household (id, code, created_at) values ($1, $2, now())",
            household,
            f"H-{home}",
        )
        for n in range(3):
            client = await shop.client(PHONES[home * 3 + n])
            shop.known[f"person.{home * 3 + n}"] = client.id
            await shop.house.run(
                "update audience_customer set household = $2 where id = $1", client.id, household
            )


async def points_sku(shop: Shop) -> UUID:
    ask = MakeSku(
        key="points-sku",
        product=await shop.house.value("select id from rights_product where code = 'P-TEA'"),
        code="S-CREDIT",
        title={"zh-CN": "积分礼", "en": "Points"},
        fulfil_mode=Fulfil.POINTS,
        currency="CNY",
        face_value_minor=Long(1_000),
        market_value_minor=Long(1_000),
        unit_cost_minor=Long(700),
        income_tax=IncomeTax.NONE,
        borne_by=BorneBy.BANK,
        vat_treatment=VatTreatment.NO_DEDUCT,
        vat_rate_ppm=0,
        valid_days=30,
        provider=shop.known["provider.tea"],
    )
    return (await make_sku(ask, actor=shop.who("operator"), work=shop.work)).id


async def issue(shop: Shop, name: str, sku: UUID, total: int) -> UUID:
    ask = ProposeBatch(
        key=f"small-{name}",
        code=f"B-SMALL-{name.upper()}",
        title={"zh-CN": f"小批次 {name}"},
        sku=sku,
        budget=shop.known["budget.autumn"],
        total=total,
        starts_at=now() - timedelta(minutes=1),
        ends_at=now() + timedelta(days=20),
    )
    batch = (await propose_batch(ask, actor=shop.who("designer"), work=shop.work)).batch
    content = await shop.house.value("select content_hash from rights_batch where id = $1", batch)
    sign = DecideBatch(key=f"sign-{name}", batch=batch, content_hash=content, opinion="同意")
    await approve_batch(sign, actor=shop.who("branch"), work=shop.work)
    return batch


async def worth(shop: Shop, credit: UUID) -> Purse:
    """Say what a right of points awards; nobody can propose a batch of it before."""
    purse = await purse_of(shop)
    said = SaySkuPoints(key="said", sku=credit, kind=purse.kind, points=Long(40))
    await say_sku_points(said, actor=shop.who("designer"), work=shop.work)
    return purse


async def giving(shop: Shop, purse: Purse) -> None:
    """A package, points with an offer, rules of allowances for a person and for a household."""
    operator, small = shop.who("operator"), {name: shop.known[f"small.{name}"] for name in STOCK}
    package = MakePackage(
        key="small-package",
        code="SMALL",
        title={"zh-CN": "小礼包", "en": "Small"},
        org_unit=shop.unit("shanghai"),
        items=(PackageItem(small["tea"], 1), PackageItem(small["cookie"], 2)),
    )
    shop.known["small.package"] = (await make_package(package, actor=operator, work=shop.work)).id
    shop.known["small.kind"] = purse.kind
    shop.known["small.offer"] = await purse.offer("tea_small", 30, client_max=3)
    for owner, batch in (("person", "multi"), ("household", "cookie")):
        rule = MakeAllowanceRule(
            key=f"rule-{owner}",
            tier="gold",
            batch=small[batch],
            period="year",
            units=2,
            owner=owner,
            returns=True,
        )
        made = await make_allowance_rule(rule, actor=operator, work=shop.work)
        shop.known[f"small.rule.{owner}"] = made.rule


async def clinic(shop: Shop) -> None:
    """Two who serve the tea from nine to noon in the days to come, two at a time."""
    operator = shop.who("operator")
    place = MakePlace(
        key="clinic",
        code="PL-SMALL",
        name={"zh-CN": "健康中心", "en": "Clinic"},
        city={"zh-CN": "上海", "en": "Shanghai"},
        address={"zh-CN": "世纪大道 1 号", "en": "1 Century Avenue"},
        zone="Asia/Shanghai",
        org_unit=shop.unit("shanghai"),
        latitude_e6=31_239_700,
        longitude_e6=121_499_700,
    )
    shop.known["small.place"] = (await make_place(place, actor=operator, work=shop.work)).id
    for n in range(2):
        one = AddResource(
            key=f"doctor-{n}",
            place=shop.known["small.place"],
            name={"zh-CN": "李医生", "en": "Dr Li"},
            kind=ResourceKind.PERSON,
        )
        doctor = (await add_resource(one, actor=operator, work=shop.work)).id
        shop.known[f"small.doctor.{n}"] = doctor
        hours = AddHours(
            key=f"hours-{n}",
            resource=doctor,
            weekdays=(1, 2, 3, 4, 5, 6, 7),
            from_minute=540,
            to_minute=720,
            slot_minutes=60,
            capacity=2,
            starts_on=date(2020, 1, 1),
        )
        await add_hours(hours, actor=operator, work=shop.work)
    doctors = (shop.known["small.doctor.0"], shop.known["small.doctor.1"])
    service = SetService(key="service", sku=shop.known["sku.tea"], resources=doctors, minutes=30)
    await set_service(service, actor=operator, work=shop.work)


async def activity(house: House) -> None:
    """An activity in which everyone wins until the prizes are gone."""
    fair = Fair(house)
    fair.made = 10_000

    def everyone_wins(document):
        play = document["plays"][0]
        outcome = {"id": "tea", "title": {"zh-CN": "岩茶礼盒"}, "effects": [{"do": "grant", "right": "tea"}]}
        play |= {"cost": {"kind": "none"}, "decide": {"op": "certain", "outcome": outcome}, "limits": []}
        play.pop("chances")
        document["limits"] = []
        document["budget"]["cap_minor"] = 10_000_000
        document["audience"]["rule"] = {"op": "always"}

    document = fair.document(everyone_wins, tea=house.known["small.prize"])
    house.known["small.slug"], house.known["small.activity"] = await fair.publish(document)


@pytest.fixture(scope="session")
def seed() -> Seed:
    return Seed("histories", grow)


@pytest.fixture
async def world(house: House) -> World:
    return World(house)
