"""Every operation × role × reach: who lacks the role is refused, what is out of reach does not exist."""

import asyncio
import re
from pathlib import Path

import pytest
from tests.kit.application import APP

import largesse
from largesse.identity.access import ROLES
from largesse.identity.approvals import seats
from largesse.identity.approvals.approvals import ApprovalMissing
from largesse.identity.deliveries import deliveries
from largesse.identity.staff.change import ChangeStaff, change_staff
from largesse.identity.staff.enrol import EnrolStaff, enrol
from largesse.identity.staff.own_password import ChangeOwnPassword, change_own_password
from largesse.identity.staff.sign_out import SignOutStaff, sign_out_staff
from largesse.identity.staff.staff import StaffMissing
from largesse.identity.units import units
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import new_id

FOLDER = Path(largesse.__file__).parent
ASKED = re.compile(r"\b(?:must|may)\(\s*\"([a-z]+\.[a-z_]+)\"")


def declared():
    return {name for room in APP.rooms for name in room.access}


def asked():
    """Every operation that code of a room asks for, with the file that asks."""
    for path in sorted(FOLDER.rglob("*.py")):
        for name in ASKED.findall(path.read_text("utf-8")):
            yield name, path.relative_to(FOLDER)


def test_every_operation_asked_for_is_declared_and_every_declared_one_is_held(house):
    unknown = {(name, str(path)) for name, path in asked() if name not in declared()}
    assert not unknown
    assert all(APP.house.access[name] for name in declared())


@pytest.mark.parametrize("role", [*ROLES, "client", "app"])
def test_a_role_holds_its_operations_and_is_refused_every_other(house, role):
    actor = house.staff(roles=(role,))
    for operation, holders in APP.house.access.items():
        if role in holders:
            actor.must(operation)
        else:
            with pytest.raises(NotAllowed):
                actor.must(operation)


def test_clients_hold_nothing_of_staff_and_staff_nothing_of_clients(house):
    clients = APP.house.operations_of(frozenset({"client"}))
    for role in ROLES:
        shared = clients & APP.house.operations_of(frozenset({role}))
        assert not shared, (role, shared)


def test_who_audits_changes_nothing(house):
    changing = re.compile(
        r"\.(enrol|change|reset|open|import|block|revoke|approve|return|create|publish|retry|give)_"
    )
    own = {"identity.change_own_password"}
    held = APP.house.operations_of(frozenset({"auditor"})) - own
    assert not {name for name in held if changing.search(name)}


async def test_what_is_out_of_reach_does_not_exist(bank):
    beijing = frozenset({bank.unit("beijing")})
    far = bank.house.staff(roles=ROLES, staff=bank.who("adviser_beijing").id, units=beijing)
    work, approval = bank.work, await bank.propose()
    colleague = bank.who("designer").id
    inside = {
        "change": change_staff(ChangeStaff(key="1", staff=colleague, state="disabled"), actor=far, work=work),
        "sign out": sign_out_staff(SignOutStaff(key="5", staff=colleague), actor=far, work=work),
        "enrol": enrol(
            EnrolStaff(
                key="2",
                number="90001",
                email="a@demo.bank",
                name="甲",
                unit=bank.unit("shanghai"),
                roles=("operator",),
            ),
            actor=far,
            work=work,
        ),
        "open": units.open_unit(
            units.OpenUnit(
                key="3", code="SH-X", level="outlet", name_zh="甲", name_en="X", parent=bank.unit("shanghai")
            ),
            actor=far,
            work=work,
        ),
        "signer": seats.add_approval_signer(
            seats.AddSigner(key="4", approval=approval, staff=colleague), actor=far, work=work
        ),
    }
    expected = {"enrol": units.UnitMissing, "open": units.UnitMissing, "signer": ApprovalMissing}
    for name, doing in inside.items():
        with pytest.raises(expected.get(name, StaffMissing)):
            await doing


async def test_every_use_case_of_identity_refuses_who_lacks_its_operation(bank):
    work, nobody, some = bank.work, bank.house.staff(), new_id()
    tries = (
        change_staff(ChangeStaff(key="1", staff=some), actor=nobody, work=work),
        sign_out_staff(SignOutStaff(key="1", staff=some), actor=nobody, work=work),
        change_own_password(ChangeOwnPassword("a", "b"), actor=nobody, work=work),
        seats.add_approval_signer(
            seats.AddSigner(key="1", approval=some, staff=some), actor=nobody, work=work
        ),
        deliveries.retry_delivery(deliveries.RetryDelivery(key="1", delivery=some), actor=nobody, work=work),
    )
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert all(isinstance(one, NotAllowed) for one in outcomes), outcomes
