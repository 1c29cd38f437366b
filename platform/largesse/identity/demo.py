"""The demo's bank: one head office, two branches, an outlet, and the eleven people who work there."""

from collections.abc import Sequence
from uuid import UUID

from largesse.identity.sessions.password import hashed
from largesse.identity.sessions.sessions import staff_actor
from largesse.identity.staff.staff import EnrolStaff, enrol
from largesse.identity.units.units import OpenUnit, open_unit
from largesse.kernel.errors import Broken
from largesse.store.demo import Stage

UNITS: Sequence[tuple[str, str, str, str, str, str]] = (
    ("head", "", "HQ", "head_office", "总行", "Head office"),
    ("shanghai", "head", "SH", "branch", "上海分行", "Shanghai branch"),
    ("jingan", "shanghai", "SH-JA", "outlet", "上海静安支行", "Shanghai Jing'an outlet"),
    ("beijing", "head", "BJ", "branch", "北京分行", "Beijing branch"),
)
STAFF: Sequence[tuple[str, str, str, str, str, str]] = (
    ("designer", "10001", "林书瑶", "Lin Shuyao", "shanghai", "designer"),
    ("branch", "10002", "赵明远", "Zhao Mingyuan", "shanghai", "approver_branch"),
    ("protection", "10003", "顾清和", "Gu Qinghe", "head", "approver_protection"),
    ("headoffice", "10004", "沈立言", "Shen Liyan", "head", "approver_head"),
    ("operator", "10005", "许念", "Xu Nian", "shanghai", "operator"),
    ("adviser", "10006", "周雨桐", "Zhou Yutong", "jingan", "adviser"),
    ("finance", "10007", "郑思源", "Zheng Siyuan", "head", "finance"),
    ("finance2", "10008", "何静姝", "He Jingshu", "head", "finance"),
    ("reviewer", "10009", "唐越", "Tang Yue", "head", "reviewer"),
    ("admin", "10010", "方启明", "Fang Qiming", "head", "admin"),
    ("auditor", "10011", "罗慎之", "Luo Shenzhi", "head", "auditor"),
)
# Two more advisers: each book of clients has its own owner.
MORE_ADVISERS: Sequence[tuple[str, str, str, str, str, str]] = (
    ("adviser_pudong", "10012", "苏明澈", "Su Mingche", "shanghai", "adviser"),
    ("adviser_beijing", "10013", "韩知行", "Han Zhixing", "beijing", "adviser"),
)


async def seed(stage: Stage) -> None:
    """Open the units and enrol the staff once; make their actors known to the rooms above."""
    for name, parent, code, level, zh, en in UNITS:
        ask = OpenUnit(
            key=f"demo-unit-{name}",
            code=code,
            level=level,  # type: ignore[arg-type]  # the table above holds levels only
            name_zh=zh,
            name_en=en,
            parent=stage.known[f"unit.{parent}"] if parent else None,
        )
        opened = await open_unit(ask, actor=stage.system, work=stage.work)
        stage.known[f"unit.{name}"] = opened.unit
    password = stage.known.get("demo.password") or "Largesse-demo-1"
    stage.known["demo.password"] = password
    password_hash = ""
    for person in (*STAFF, *MORE_ADVISERS):
        staff = await _known(stage, f"{person[0]}@demo.bank")
        if staff is None:
            password_hash = password_hash or await hashed(password)
            staff = await _enrol(stage, person, password_hash)
        await _note(stage, person[0], staff)


async def _known(stage: Stage, email: str) -> UUID | None:
    async with stage.work.read() as read:
        found: UUID | None = await read.value("select id from identity_staff where email = $1", email)
    return found


async def _enrol(stage: Stage, person: tuple[str, str, str, str, str, str], password_hash: str) -> UUID:
    login, number, zh, en, unit, role = person
    ask = EnrolStaff(
        key=f"demo-staff-{login}",
        number=number,
        email=f"{login}@demo.bank",
        name=zh,
        name_en=en,
        mobile_work=f"021-6888{number[-4:]}",
        unit=stage.known[f"unit.{unit}"],
        roles=(role,),
        must_change_password=False,
    )
    return (await enrol(ask, password_hash, actor=stage.system, work=stage.work)).staff


async def _note(stage: Stage, login: str, staff: UUID) -> None:
    async with stage.work.read() as read:
        actor = await staff_actor(read, staff)
    if actor is None:
        raise Broken(f"{login} was not enrolled")
    stage.known[f"staff.{login}"] = actor
