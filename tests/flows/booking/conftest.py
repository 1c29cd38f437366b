"""A clinic of the bank's: a place with a doctor, hours, and tea that is drunk there by appointment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from tests.kit.bank import Bank
from tests.kit.seed import REGISTER, Seed

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.rights.bookings.hold import ConfirmBooking, HoldSlot, confirm_booking, hold_slot
from largesse.rights.bookings.wait import JoinWaitingList, join_waiting_list
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.places.keep import AddResource, MakePlace, add_resource, make_place
from largesse.rights.places.place import ResourceKind
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.slots.keep import AddHours, add_hours

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass
class Clinic(Bank):
    """What a test about booking needs; ``place`` and ``doctor`` are made by ``open``."""

    zone: str = "Asia/Shanghai"
    place: UUID | None = None
    doctor: UUID | None = None

    async def open(self, capacity: int = 1, zone: str = "Asia/Shanghai", **terms) -> None:
        """Open a place with a doctor, nine to five in slots of an hour, who serves the tea."""
        self.zone, operator = zone, self.who("operator")
        text = {"zh-CN": "陆家嘴健康中心", "en": "Lujiazui health centre"}
        place = MakePlace(
            key=self.key(),
            code=f"PL-{new_id().hex[-8:]}",
            name=text,
            city={"zh-CN": "上海", "en": "Shanghai"},
            address={"zh-CN": "世纪大道 1 号", "en": "1 Century Avenue"},
            zone=zone,
            org_unit=self.unit("shanghai"),
            latitude_e6=31_239_700,
            longitude_e6=121_499_700,
        )
        self.place = (await make_place(place, actor=operator, work=self.work)).id
        self.doctor = await self.resource()
        await self.hours(self.doctor, capacity=capacity)
        await self.serve(self.doctor, **terms)

    async def resource(self, kind: ResourceKind = ResourceKind.PERSON, *, seated: bool = False) -> UUID:
        ask = AddResource(
            key=self.key(),
            place=self.place,
            name={"zh-CN": "李医生", "en": "Dr Li"},
            kind=kind,
            seated=seated,
        )
        return (await add_resource(ask, actor=self.who("operator"), work=self.work)).id

    async def hours(self, resource: UUID, capacity: int = 1, **said) -> UUID:
        ask = AddHours(
            key=self.key(),
            resource=resource,
            **{
                "weekdays": EVERY_DAY,
                "from_minute": 540,
                "to_minute": 1020,
                "slot_minutes": 60,
                "starts_on": date(2020, 1, 1),
                **said,
            },
            capacity=capacity,
        )
        return (await add_hours(ask, actor=self.who("operator"), work=self.work)).id

    async def serve(self, *resources: UUID, **terms) -> None:
        ask = SetService(
            key=self.key(), sku=self.known["sku.tea"], resources=resources, **{"minutes": 30, **terms}
        )
        await set_service(ask, actor=self.who("operator"), work=self.work)

    def at(self, hour: int = 9, days: int = 3) -> datetime:
        """Give an hour of the wall clock at the place, some days from today."""
        local = now().astimezone(ZoneInfo(self.zone)) + timedelta(days=days)
        return local.replace(hour=hour, minute=0, second=0, microsecond=0).astimezone(UTC)

    async def client(self, household: UUID | None = None) -> Actor:
        one = new_id()
        await self.house.run(
            "insert into audience_customer (id, ext_id, name, tier, org_unit, household, created_at,"
            " updated_at) values ($1, $2, '王明', 'gold', $3, $4, now(), now())",
            one,
            f"C{str(one)[-12:]}",
            self.unit("shanghai"),
            household,
        )
        return self.house.client(one)

    async def couple(self) -> tuple[Actor, Actor]:
        """Make two clients of one household."""
        home = new_id()
        await self.house.run(
            "insert into audience_household (id, code, created_at) values ($1, $2, now())", home, f"H{home}"
        )
        return await self.client(home), await self.client(home)

    async def right(self, client: Actor) -> UUID:
        """Give a client a right that he has claimed."""
        ask = GiveRight(key=self.key(), batch=self.known["batch.tea"], client=client.id, reason="生日礼")
        given = await give_right(ask, actor=self.who("operator"), work=self.work)
        claim = ClaimRight(key=self.key(), entitlement=given.entitlement)
        await claim_right(claim, actor=client, work=self.work)
        return given.entitlement

    async def hold(self, client: Actor, right: UUID, starts_at: datetime, **said):
        ask = HoldSlot(
            key=self.key(),
            entitlement=right,
            starts_at=starts_at,
            **{"resource": self.doctor, **said},
        )
        return (await hold_slot(ask, actor=client, work=self.work)).booking

    async def confirm(self, client: Actor, booking: UUID) -> str:
        ask = ConfirmBooking(key=self.key(), booking=booking)
        return (await confirm_booking(ask, actor=client, work=self.work)).state

    async def booked(self, starts_at: datetime, client: Actor | None = None, **said):
        """Book for a new client; gives client, right and booking."""
        who = client or await self.client()
        right = await self.right(who)
        booking = await self.hold(who, right, starts_at, **said)
        await self.confirm(who, booking)
        return who, right, booking

    async def waits(self, client: Actor, right: UUID, starts_at: datetime, **said):
        """Join the waiting list for one slot."""
        ask = JoinWaitingList(
            key=self.key(),
            entitlement=right,
            place=self.place,
            starts_from=starts_at,
            starts_to=starts_at + timedelta(minutes=1),
            **said,
        )
        return (await join_waiting_list(ask, actor=client, work=self.work)).waiting

    async def waiting(self, waiting: UUID) -> str:
        return await self.house.value("select state from rights_waiting where id = $1", waiting)

    async def state(self, booking: UUID) -> str:
        return await self.house.value("select state from rights_booking where id = $1", booking)

    async def right_state(self, right: UUID) -> str:
        return await self.house.value("select state from rights_entitlement where id = $1", right)

    async def counts(self, starts_at: datetime) -> tuple[int, int, int]:
        """Give held, booked and blocked of the doctor's slot."""
        (row,) = await self.house.rows(
            "select held, booked, blocked from rights_slot where resource = $1 and starts_at = $2",
            self.doctor,
            starts_at,
        )
        return row["held"], row["booked"], row["blocked"]

    async def shift(self, booking: UUID, by: timedelta) -> None:
        """Let time pass for a booking: it and its slot begin earlier by so much."""
        seconds = int(by.total_seconds())
        by = timedelta(seconds=seconds)
        for table, key in (("rights_slot", "slot"), ("rights_booking", "id")):
            await self.house.run(
                f"update {table} set starts_at = starts_at - $2::interval, ends_at = ends_at - $2::interval,"
                f" starts_s = starts_s - $3,"
                f" ends_s = ends_s - $3 where id = (select {key} from rights_booking where id = $1)",
                booking,
                by,
                seconds,
            )


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
async def clinic(house) -> Clinic:
    made = Clinic(house)
    await made.open()
    return made
