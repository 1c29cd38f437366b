"""Many clients at once for few places: asks answered a second, and as many booked as there are places.

``python -m tests.bench.rights.bookings [--clients 400]``; beside it ``pgbench`` does the guarded write alone.
"""

import argparse
import asyncio
import sys
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
from tests.bench.ground import migrated, say, servers
from tests.bench.rights.beside import best
from tests.bench.rights.world import arranged

from largesse.app import app
from largesse.embedded.cluster import Cluster
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.rights.bookings.booking import SlotTaken
from largesse.rights.bookings.hold import HoldSlot, hold_slot
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.places.keep import AddResource, add_resource
from largesse.rights.places.place import ResourceKind
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.slots.keep import AddHours, add_hours
from largesse.store.demo import Stage
from largesse.store.work import Work

AT_ONCE, HOURS, CAPACITY = 64, 5, 4
SECONDS = 3
_SCRIPT = """
update rights_slot set held = held + 1 where id = '{slot}'
  and held + booked + blocked + 1 <= capacity + beyond;
"""


def main() -> int:
    """Measure, say, and fail where more or fewer were booked than there are places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=400)
    asked = parser.parse_args()
    with servers() as where:
        return asyncio.run(measured(where, asked.clients))


async def measured(where: Cluster, count: int) -> int:
    """Let everybody ask for a place at once, then let ``pgbench`` do the guarded write."""
    work = Work(app().house)
    async with migrated(where.postgres_dsn):
        owner = await asyncpg.connect(where.postgres_dsn)
        stage, clients = await arranged(work, owner, count)
        desk = await _desk(stage, work)
        rights = [await _right(stage, work, one) for one in clients]
        seats, began = asyncio.Semaphore(AT_ONCE), time.perf_counter()

        async def ask(number: int) -> bool:
            async with seats:
                return await _booked(work, clients[number], rights[number], desk, _hour(number % HOURS))

        got = sum(await asyncio.gather(*(ask(number) for number in range(count))))
        took, places = time.perf_counter() - began, HOURS * CAPACITY
        say(f"{count} clients at once for {places} places: {count / took:,.0f} asks answered a second")
        await owner.execute("update rights_slot set capacity = 10000, beyond = 100000000")
        slot = await owner.fetchval("select id from rights_slot where resource = $1 limit 1", desk)
        await owner.close()
    say(f"pgbench, the guarded write alone: {best(where, _SCRIPT.format(slot=slot), SECONDS):,.0f}/s")
    say(f"proof: {got} booked, {places} places")
    return 0 if got == places else 1


async def _desk(stage: Stage, work: Work):
    """One who serves five hours a day, four at a time."""
    system = {"actor": stage.system, "work": work}
    one = AddResource(
        key="desk", place=stage.known["place.tea"], name={"zh-CN": "茶席"}, kind=ResourceKind.ROOM
    )
    desk = (await add_resource(one, **system)).id
    hours = AddHours(
        key="hours",
        resource=desk,
        weekdays=(1, 2, 3, 4, 5, 6, 7),
        from_minute=540,
        to_minute=540 + 60 * HOURS,
        slot_minutes=60,
        capacity=CAPACITY,
        starts_on=date(2020, 1, 1),
    )
    await add_hours(hours, **system)
    await set_service(
        SetService(key="serve", sku=stage.known["sku.tea"], resources=(desk,), minutes=30), **system
    )
    return desk


async def _right(stage: Stage, work: Work, client: Actor):
    ask = GiveRight(key=str(new_id()), batch=stage.known["batch.tea"], client=client.id, reason="演练")
    given = await give_right(ask, actor=stage.known["staff.operator"], work=work)
    claim = ClaimRight(key="claim", entitlement=given.entitlement)
    await claim_right(claim, actor=client, work=work)
    return given.entitlement


async def _booked(work: Work, client: Actor, right, desk, starts_at: datetime) -> bool:
    """Ask until there is an answer: a place, or that all are taken."""
    ask = HoldSlot(key="hold", entitlement=right, resource=desk, starts_at=starts_at)
    while True:
        try:
            await hold_slot(ask, actor=client, work=work)
        except SlotTaken:
            return False
        except Contended:
            continue
        return True


def _hour(number: int) -> datetime:
    local = now().astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)
    return local.replace(hour=9 + number, minute=0, second=0, microsecond=0).astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
