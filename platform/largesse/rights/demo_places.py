"""The demo's place: a tea house where the tea is collected by appointment, six days a week."""

from datetime import date

from largesse.rights.catalogue.records import SkuId
from largesse.rights.places.keep import AddResource, MakePlace, add_resource, make_place
from largesse.rights.places.place import ResourceKind
from largesse.rights.places.records import PlaceId, ResourceId
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.slots.keep import AddHours, add_hours
from largesse.store.demo import Stage

_DAYS = (1, 2, 3, 4, 5, 6)


async def seed(stage: Stage) -> None:
    """Open the place once; a second call finds everything."""
    actor, work = stage.system, stage.work
    place = MakePlace(
        key="demo-place-tea",
        code="PL-TEA-JINGAN",
        name={"zh-CN": "岩骨茶舍 · 静安店", "en": "Rock Bone Tea House, Jing'an"},
        city={"zh-CN": "上海", "en": "Shanghai"},
        address={"zh-CN": "静安区南京西路 1266 号", "en": "1266 Nanjing Road West, Jing'an"},
        phone="021-60000000",
        zone="Asia/Shanghai",
        latitude_e6=31_228_900,
        longitude_e6=121_453_700,
        org_unit=stage.known["unit.shanghai"],
    )
    made = await make_place(place, actor=actor, work=work)
    table = AddResource(
        key="demo-resource-tea",
        place=PlaceId(made.id),
        name={"zh-CN": "茶席", "en": "Tea table"},
        kind=ResourceKind.ROOM,
    )
    resource = ResourceId((await add_resource(table, actor=actor, work=work)).id)
    for name, begin, end in (("上午", 600, 720), ("下午", 840, 1080)):
        hours = AddHours(
            key=f"demo-hours-{begin}",
            resource=resource,
            weekdays=_DAYS,
            from_minute=begin,
            to_minute=end,
            slot_minutes=60,
            capacity=4,
            starts_on=date(2026, 1, 1),
            session={"zh-CN": name, "en": "Morning" if begin < 720 else "Afternoon"},
        )
        await add_hours(hours, actor=actor, work=work)
    service = SetService(
        key="demo-service-tea",
        sku=SkuId(stage.known["sku.tea"]),
        resources=(resource,),
        minutes=60,
        notice_minutes=120,
        horizon_days=60,
        free_until_hours=4,
    )
    await set_service(service, actor=actor, work=work)
    stage.known["place.tea"], stage.known["resource.tea"] = made.id, resource
