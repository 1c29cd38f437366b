"""A clinic of the bank's, where tea is drunk by appointment, and a company of check-up centres beside it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from tests.kit.bank import Bank
from tests.kit.faces import Asker
from tests.kit.lounge import Supplier, lounge_config, plugged_in
from tests.kit.ports import free_port
from tests.kit.seed import REGISTER, Seed
from tests.kit.waiting import eventually_here

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id, parse_id, text_id
from largesse.kernel.settings import CHECKOUT
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.rights.bookings import session_send
from largesse.rights.bookings.cancel import CancelBooking, cancel_booking
from largesse.rights.bookings.change import RescheduleBooking, reschedule_booking
from largesse.rights.bookings.hold import ConfirmBooking, HoldSlot, confirm_booking, hold_slot
from largesse.rights.bookings.wait import JoinWaitingList, join_waiting_list
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.places.keep import AddResource, MakePlace, add_resource, make_place
from largesse.rights.places.place import ResourceKind, Source
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.slots.keep import AddHours, add_hours
from largesse.web.callbacks import routes
from largesse.web.edge import application
from largesse.web.parts import Parts

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
HEALTH = CHECKOUT / "plugins" / "health"
PLACES = """query($right: String!, $city: String, $latitude: Float, $longitude: Float) {
  bookingPlaces(right: $right, city: $city, latitude: $latitude, longitude: $longitude) {
    id name metres } }"""
SLOTS = """query($right: String!, $place: String!, $days: Int!) {
  bookingSlots(right: $right, place: $place, days: $days) { resource startsAt day time status left } }"""
MINE = """{ myBookings { id state stateName asking reason day time placeName actions qr }
  bookableRights { id } }"""


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


@dataclass
class Centre(Clinic):
    """The clinic's bank, and a company of check-up centres beside it."""

    supplier: Supplier | None = None

    async def right(self, client):
        """Give a client a check-up that he has claimed and that the company has in its books."""
        ask = GiveRight(key=self.key(), batch=self.known["batch.lounge"], client=client.id, reason="体检礼遇")
        right = (await give_right(ask, actor=self.who("operator"), work=self.work)).entitlement
        await claim_right(ClaimRight(key=self.key(), entitlement=right), actor=client, work=self.work)
        await self.house.drain()
        return right

    async def slots(self, client, right, days=14):
        """Give the free sessions of the first centre, as the phone gets them."""
        phone = Asker(self.work, client, face="client")
        place = (await phone.asks(PLACES, right=text_id("ent", right), city="上海"))["bookingPlaces"][0]["id"]
        found = await phone.asks(SLOTS, right=text_id("ent", right), place=place, days=days)
        soon = now() + timedelta(days=2)  # what is sooner cannot be moved for nothing any more
        starts = [
            (parse_id("rsc", one["resource"]), datetime.fromisoformat(one["startsAt"]))
            for one in found["bookingSlots"]
        ]
        return [one for one in starts if one[1] > soon]

    async def taken(self, number=0, client=None):
        """Hold and confirm a session for a new client; gives him, the right, the booking, the session."""
        who = client or await self.client()
        right = await self.right(who)
        resource, starts_at = (await self.slots(who, right))[number]
        booking = await self.hold(who, right, starts_at, resource=resource)
        assert await self.confirm(who, booking) == "pending"
        return who, right, booking, (resource, starts_at)

    async def order(self, right):
        rows = "select * from rights_order where entitlement = $1 order by placed_at desc limit 1"
        return (await self.house.rows(rows, right))[0]

    async def book_of(self, right):
        """Give what the company has in its books for a right."""
        request = (await self.order(right))["request_id"]
        (one,) = [one for one in self.supplier.orders() if one["partner_order"] == request]
        return one

    async def ask_of(self, booking):
        asks = "select * from rights_session_ask where booking = $1 order by asked_at desc limit 1"
        return (await self.house.rows(asks, booking))[0]

    async def due(self):
        """Let the time of the next question come."""
        await self.house.run("update rights_session_ask set due_at = now() where due_at is not null")
        await session_send.send_due(self.work)
        await self.house.drain()

    async def does(self, right, act, **more):
        """Let the company's staff do something, and wait until the house has heard of it."""
        before = await self.house.value("select count(*) from rights_order_event")
        answer = self.supplier._client.post(
            "/desk/acts", json={"order_no": (await self.order(right))["provider_ref"], "act": act, **more}
        )
        assert answer.status_code == 200, answer.text

        async def heard():
            await self.house.drain()
            return await self.house.value("select count(*) from rights_order_event") > before

        await eventually_here(heard)
        await self.house.drain()

    async def mine(self, client):
        return await Asker(self.work, client, face="client").asks(MINE)

    async def cancel(self, client, booking):
        ask = CancelBooking(key=self.key(), booking=booking)
        return await cancel_booking(ask, actor=client, work=self.work)

    async def move(self, client, booking, to):
        ask = RescheduleBooking(key=self.key(), booking=booking, resource=to[0], starts_at=to[1])
        return await reschedule_booking(ask, actor=client, work=self.work)


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
async def clinic(house) -> Clinic:
    made = Clinic(house)
    await made.open()
    return made


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """The company's program, one for all."""
    one = Supplier(tmp_path_factory.mktemp("health"), HEALTH)
    yield one
    one.close()


@pytest.fixture
async def centre(house, company):
    """The company's plugin behind the shop's provider, its places read, a check-up booked in its calendar."""
    company.arm(down=0, one_left=0, too_late=0, time_out_after_commit=0)
    port = free_port()
    invoker = Invoker(house.work, callback_base=f"http://127.0.0.1:{port}")
    house.lend(INVOKER.of(invoker))
    app = application(routes(Parts(house.work)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await eventually_here(lambda: server.started or serving.done())
    plugged = await plugged_in(house.work, invoker, HEALTH, lounge_config(company))
    installed = "update rights_provider set installation = $1 where slug = 'lounge'"
    await house.run(installed, plugged.installation)
    sku = "update rights_sku set fulfil_mode = 'provider', provider_sku = 'CHECK-F' where code = 'S-LOUNGE-1'"
    await house.run(sku)
    made = Centre(house, supplier=company)
    service = SetService(
        key="s", sku=made.known["sku.lounge"], source=Source.PROVIDER, minutes=60, no_show_units=1
    )
    await set_service(service, actor=made.who("operator"), work=made.work)
    await house.drain()
    yield made
    server.should_exit = True
    await serving
    await invoker.close()
