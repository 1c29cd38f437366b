"""The demo's bank: one head office, two branches, an outlet, and the people who work there."""

from dataclasses import dataclass

from largesse.identity.demo_people import MORE_ADVISERS, STAFF, DemoStaff
from largesse.identity.ids import StaffId
from largesse.identity.sessions.password import hashed
from largesse.identity.sessions.sessions import staff_actor
from largesse.identity.staff.enrol import EnrolStaff, enrol
from largesse.identity.staff.records import Staff
from largesse.identity.units.records import UnitId
from largesse.identity.units.units import OpenHeadOffice, OpenUnit, open_head_office, open_unit
from largesse.kernel.errors import Broken
from largesse.store.demo import Stage

HEAD = OpenHeadOffice(key="demo-unit-head", code="HQ", name_zh="总行", name_en="Head office")


@dataclass(frozen=True)
class DemoUnit:
    """A unit of the demo; ``name`` and ``parent`` are what other rooms' demos call units."""

    name: str
    parent: str
    code: str
    level: str
    zh: str
    en: str


UNITS = (
    DemoUnit("shanghai", "head", "SH", "branch", "上海分行", "Shanghai branch"),
    DemoUnit("jingan", "shanghai", "SH-JA", "outlet", "上海静安支行", "Shanghai Jing'an outlet"),
    DemoUnit("beijing", "head", "BJ", "branch", "北京分行", "Beijing branch"),
)


async def seed(stage: Stage) -> None:
    """Open the units and enrol the staff once; make their actors known to the rooms above."""
    head = await open_head_office(HEAD, actor=stage.system, work=stage.work)
    stage.known["unit.head"] = head.unit
    for unit in UNITS:
        stage.known[f"unit.{unit.name}"] = await _open(stage, unit)
    password = stage.known.get("demo.password") or "Largesse-demo-1"
    stage.known["demo.password"] = password
    password_hash = ""
    for person in (*STAFF, *MORE_ADVISERS):
        staff = await _known(stage, person.email)
        if staff is None:
            password_hash = password_hash or await hashed(password)
            staff = await _enrol(stage, person, password_hash)
        await _note(stage, person.login, staff)


async def _open(stage: Stage, unit: DemoUnit) -> UnitId:
    ask = OpenUnit(
        key=f"demo-unit-{unit.name}",
        code=unit.code,
        level=unit.level,
        name_zh=unit.zh,
        name_en=unit.en,
        parent=stage.known[f"unit.{unit.parent}"],
    )
    return (await open_unit(ask, actor=stage.system, work=stage.work)).unit


async def _known(stage: Stage, email: str) -> StaffId | None:
    async with stage.work.read() as read:
        found = await Staff.get_or_none(email=email, using_db=read.conn)
    return StaffId(found.id) if found else None


async def _enrol(stage: Stage, person: DemoStaff, password_hash: str) -> StaffId:
    ask = EnrolStaff(
        key=f"demo-staff-{person.login}",
        number=person.number,
        email=person.email,
        name=person.zh,
        name_en=person.en,
        mobile_work=f"021-6888{person.number[-4:]}",
        unit=stage.known[f"unit.{person.unit}"],
        roles=(person.role,),
    )
    return (await enrol(ask, actor=stage.system, work=stage.work, password_hash=password_hash)).staff


async def _note(stage: Stage, login: str, staff: StaffId) -> None:
    async with stage.work.read() as read:
        actor = await staff_actor(read, staff)
    if actor is None:
        raise Broken(f"{login} was not enrolled")
    stage.known[f"staff.{login}"] = actor
