"""Roles that sign are given by two administrators; what only closes doors is one person's act."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.application import APP
from tests.kit.faces import Asker

from largesse.identity.access import ROLES
from largesse.identity.approvals import seats
from largesse.identity.approvals.approvals import NotMaker, OpenAlready
from largesse.identity.approvals.route import ContentChanged, NotPending, OwnWork
from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.sessions.sign_in import SignIn, sign_in
from largesse.identity.staff.change import ChangeStaff, change_staff
from largesse.identity.staff.decide import (
    DecideStaffChange,
    SecondIsThere,
    StaffChangeMissing,
    WithdrawStaffChange,
    approve_on_machine,
    approve_staff_change,
    return_staff_change,
    withdraw_staff_change,
)
from largesse.identity.staff.enrol import EnrolStaff, enrol
from largesse.identity.staff.sign_out import NobodySignedIn, SignOutStaff, sign_out_staff
from largesse.identity.staff.signing import people_needed, signing_roles
from largesse.identity.staff.staff import NotYourself
from largesse.identity.staff.standing import (
    ACTIVE,
    DISABLED,
    LastAdministrator,
    LastSigner,
    StaffChangeStale,
    Standing,
    closed,
    opened,
)
from largesse.kernel.errors import Contended, NotAllowed
from largesse.kernel.ids import new_id

HERE, THERE = new_id(), new_id()
SIGNING = frozenset({"finance", "admin"})


def standing(*roles, unit=HERE, state=ACTIVE):
    return Standing(roles, unit, state)


@pytest.mark.parametrize(
    ("before", "after", "opens", "closes"),
    [
        (standing("designer"), standing("designer", "finance"), {"finance"}, set()),
        (standing("finance"), standing("finance", "designer"), set(), set()),
        (standing("finance", "admin"), standing("finance"), set(), {"admin"}),
        (standing("finance"), standing("finance", unit=THERE), {"finance"}, set()),
        (standing("designer"), standing("designer", unit=THERE), set(), set()),
        (standing("finance", state=DISABLED), standing("finance"), {"finance"}, set()),
        (standing("finance"), standing("finance", state=DISABLED), set(), {"finance"}),
        (standing("designer", state=DISABLED), standing("finance", state=DISABLED), set(), set()),
        (standing("finance"), standing("admin"), {"admin"}, {"finance"}),
        (standing("designer", state=DISABLED), standing("designer"), set(), set()),
    ],
)
def test_what_opens_and_what_closes(before, after, opens, closes):
    assert opened(before, after, SIGNING) == opens
    assert closed(before, after, SIGNING) == closes


async def test_the_roles_that_sign_are_those_of_the_access_tables_and_of_the_routes(bank):
    house = APP.house
    decides = re.compile(r"\.(approve|decide|sign|confirm|enrol|change)_(?!own)")
    held = {role for name, roles in house.access.items() if decides.search(name) for role in roles}
    rows = await bank.house.rows("select distinct unnest(roles) as role from identity_route_step")
    deciding = {one.approve for one in house.all(SUBJECTS)}
    assert deciding <= {name for name in house.access if decides.search(name)}
    signing = signing_roles(house)
    assert signing >= {*(row["role"] for row in rows)}
    assert signing >= held - {"settlement.change_batch", "designer"}
    assert set(ROLES) - signing == {"designer", "adviser", "auditor"}
    assert {role for role in signing if people_needed(house, role) == 2} == {"finance", "admin"}


@pytest.fixture
def desk(bank):
    return Desk(bank)


class Desk:
    """Two administrators and what they do about staff."""

    def __init__(self, bank):
        self.bank, self.work = bank, bank.work

    async def change(self, whom, by="admin", **asked):
        ask = ChangeStaff(key=self.bank.key(), staff=self.id(whom), **asked)
        return await change_staff(ask, actor=self.bank.who(by), work=self.work)

    async def enrol(self, by="admin", number="20001", roles=("finance",)):
        new = {
            "number": number,
            "email": f"{number}@demo.bank",
            "name": "新同事",
            "unit": self.bank.unit("head"),
        }
        ask = EnrolStaff(key=self.bank.key(), roles=roles, **new)
        return await enrol(ask, actor=self.bank.who(by), work=self.work)

    async def decide(self, use, whom, by="admin2", **more):
        sql = (
            "select content_hash from identity_approval where subject = $1 order by proposed_at desc limit 1"
        )
        sha = await self.bank.house.value(sql, self.id(whom))
        asked = {"content_hash": sha or "sha256:-", "opinion": "已核实"} | more
        ask = DecideStaffChange(key=self.bank.key(), staff=self.id(whom), **asked)
        return await use(ask, actor=self.bank.who(by), work=self.work)

    async def signs(self, whom, by="admin2", **more):
        return await self.decide(approve_staff_change, whom, by, **more)

    def id(self, whom):
        return self.bank.who(whom).id if isinstance(whom, str) else whom

    async def now(self, whom):
        sql = "select roles, unit, state from identity_staff where id = $1"
        (row,) = await self.bank.house.rows(sql, self.id(whom))
        return tuple(row["roles"]), row["unit"], row["state"]


async def test_a_role_that_signs_waits_for_another_administrator_and_then_signs_the_person_out(bank, desk):
    opened_ = await sign_in(SignIn("designer", bank.known["demo.password"], "10.0.0.7"), work=bank.work)
    before = await desk.now("designer")
    asked = await desk.change("designer", roles=("designer", "approver_branch"))
    assert asked.waits is not None
    assert await desk.now("designer") == before
    with pytest.raises(OwnWork):
        await desk.signs("designer", by="admin")
    with pytest.raises(NotAllowed):
        await desk.signs("designer", by="auditor")
    with pytest.raises(ContentChanged):
        await desk.signs("designer", content_hash="sha256:" + "b" * 64)
    await desk.signs("designer")
    assert (await desk.now("designer"))[0] == ("designer", "approver_branch")
    ended = "select ended_why from identity_session where subject = $1"
    assert await bank.house.value(ended, opened_.staff) == "changed"
    with pytest.raises(NotPending):
        await desk.signs("designer")


async def test_whoever_is_enrolled_with_a_role_that_signs_is_shut_out_until_it_is_signed(bank, desk):
    made = await desk.enrol()
    assert (await desk.now(made.staff))[2] == DISABLED
    await desk.signs(made.staff)
    assert (await desk.now(made.staff))[::2] == (("finance",), ACTIVE)
    alone = await desk.enrol(number="20002", roles=("designer",))
    assert alone.waits is None
    assert (await desk.now(alone.staff))[2] == ACTIVE


@pytest.mark.parametrize(
    "asked",
    [{"unit": "beijing"}, {"state": DISABLED}, {"roles": ("designer",)}],
    ids=["move", "disable", "take"],
)
async def test_moving_a_signer_waits_but_disabling_and_taking_away_do_not(bank, desk, asked):
    asked = asked | ({"unit": bank.unit(asked["unit"])} if "unit" in asked else {})
    done = await desk.change("finance", even_so=True, **asked)
    assert (done.waits is not None) == ("unit" in asked)
    if "state" in asked:
        back = await desk.change("finance", state=ACTIVE)
        assert back.waits is not None
        await desk.signs("finance")
        assert (await desk.now("finance"))[2] == ACTIVE


async def test_nobody_signs_about_himself_not_even_through_a_colleagues_hand(bank, desk):
    third = await desk.enrol(number="20003", roles=("admin",))
    await desk.signs(third.staff)
    await desk.change("admin2", roles=("admin", "finance"))
    with pytest.raises(NotYourself):
        await desk.signs("admin2", by="admin2")
    approval = (await bank.house.rows("select id from identity_approval where state = 'pending'"))[0]["id"]
    over = replace(bank.who("admin2"), id=third.staff)
    async with bank.work.job(bank.who("admin2")) as tx:
        await seats.hand_over(tx, approval, third.staff, tx.now + timedelta(hours=1), bank.who("admin2"))
    await bank.house.run("update identity_staff set roles = '{designer}' where id = $1", third.staff)
    bank.known["staff.third"] = over
    with pytest.raises(NotYourself):
        await desk.signs("admin2", by="third")
    assert (await desk.now("admin2"))[0] == ("admin",)


@pytest.mark.parametrize("why", ["changed", "maker"])
async def test_a_proposal_that_no_longer_fits_is_refused_in_words_and_not_offered(bank, desk, why):
    await desk.change("designer", roles=("finance",))
    if why == "changed":
        await desk.change("designer", unit=bank.unit("beijing"))
    else:
        await desk.change("admin", by="admin2", roles=("adviser",), even_so=True)
    asker = Asker(bank.work, bank.who("admin2"))
    inbox = await asker.asks('{ approvals(state: "open") { edges { node { actions } } } }')
    assert inbox["approvals"]["edges"][0]["node"]["actions"] == ["return", "hand_over", "add_signer"]
    with pytest.raises(StaffChangeStale) as stale:
        await desk.signs("designer")
    assert stale.value.why == why
    await desk.decide(return_staff_change, "designer")
    assert (await desk.now("designer"))[0] == ("designer",)


async def test_a_proposal_stands_alone_and_is_taken_back_by_its_maker_only(bank, desk):
    await desk.change("designer", roles=("finance",))
    with pytest.raises(OpenAlready):
        await desk.change("designer", by="admin2", roles=("reviewer",))
    ask = WithdrawStaffChange(key="w", staff=desk.id("designer"))
    with pytest.raises(NotMaker):
        await withdraw_staff_change(ask, actor=bank.who("admin2"), work=bank.work)
    await withdraw_staff_change(ask, actor=bank.who("admin"), work=bank.work)
    with pytest.raises(NotPending):
        await desk.signs("designer")
    with pytest.raises(StaffChangeMissing):
        await desk.signs("operator")


async def test_the_last_administrator_stays_and_one_without_a_password_counts_for_nobody(bank, desk):
    with pytest.raises(LastSigner) as warned:
        await desk.change("admin2", state=DISABLED)
    assert warned.value.roles == "admin"
    await desk.change("admin2", state=DISABLED, even_so=True)
    await bank.house.run(
        "update identity_staff set state = 'active', password_hash = '' where number = '10014'"
    )
    with pytest.raises(LastAdministrator):
        await desk.change("admin", by="admin2", state=DISABLED, even_so=True)
    with pytest.raises(LastAdministrator):
        await desk.change("admin", by="admin2", roles=("designer",), even_so=True)


async def test_two_administrators_who_disable_each_other_at_once_leave_one(bank, desk):
    told = await asyncio.gather(
        desk.change("admin2", by="admin", state=DISABLED, even_so=True),
        desk.change("admin", by="admin2", state=DISABLED, even_so=True),
        return_exceptions=True,
    )
    assert sum(isinstance(one, LastAdministrator | Contended) for one in told) == 1, told
    sql = "select count(*) from identity_staff where roles = '{admin}' and state = 'active'"
    assert await bank.house.value(sql) == 1


async def test_the_last_of_a_route_is_warned_of_once(bank, desk):
    with pytest.raises(LastSigner) as warned:
        await desk.change("protection", state=DISABLED)
    assert warned.value.roles == "approver_protection"
    await desk.change("protection", state=DISABLED, even_so=True)
    await desk.change("designer", state=DISABLED)


async def test_the_machine_is_the_second_person_only_where_there_is_none(bank, desk):
    made = await desk.enrol(number="20004", roles=("admin",))
    with pytest.raises(SecondIsThere):
        await approve_on_machine("20004", work=bank.work)
    await desk.change("admin2", state=DISABLED, even_so=True)
    await approve_on_machine("20004", work=bank.work)
    assert (await desk.now(made.staff))[::2] == (("admin",), ACTIVE)
    states = await bank.house.rows("select state from identity_approval where subject = $1", made.staff)
    assert states == [{"state": "withdrawn"}]
    with pytest.raises(StaffChangeMissing):
        await approve_on_machine("20004", work=bank.work)


async def test_an_administrator_ends_anothers_session(bank):
    await sign_in(SignIn("designer", bank.known["demo.password"], "10.0.0.7"), work=bank.work)
    asker = Asker(bank.work, bank.who("admin"))
    row = '{ staff(search: "10001") { edges { node { actions } } } }'
    shown = (await asker.asks(row))["staff"]["edges"][0]["node"]["actions"]
    assert shown == ["change", "disable", "sign_out"]
    out = SignOutStaff(key="o", staff=bank.who("designer").id)
    await sign_out_staff(out, actor=bank.who("admin"), work=bank.work)
    with pytest.raises(NobodySignedIn):
        await sign_out_staff(replace(out, key="p"), actor=bank.who("admin"), work=bank.work)
    assert (await asker.asks(row))["staff"]["edges"][0]["node"]["actions"] == ["change", "disable"]


async def test_the_console_shows_whom_a_change_waits_for_and_which_roles_sign(bank, desk):
    await desk.change("designer", roles=("finance",))
    asker = Asker(bank.work, bank.who("admin"), locale="en")
    shown = await asker.asks(
        '{ staff(search: "10001") { edges { node { waits actions hasPassword } } } roles { key signs } }'
    )
    node = shown["staff"]["edges"][0]["node"]
    assert node["waits"].startswith("apv_")
    assert (node["actions"], node["hasPassword"]) == (["change", "disable", "withdraw"], True)
    assert {one["key"] for one in shown["roles"] if not one["signs"]} == {"designer", "adviser", "auditor"}
    query = "query($id: String!) { approval(id: $id) { title difference subjectKind } }"
    told = (await Asker(bank.work, bank.who("admin2")).asks(query, id=node["waits"]))["approval"]
    assert told["difference"]["before"]["roles"] == ["designer"]
    assert told["difference"]["after"]["roles"] == ["finance"]
    assert told["difference"]["staff"] == str(desk.id("designer"))
