"""What the console offers on approvals, staff, units and deliveries is what the rooms accept."""

from datetime import timedelta

import pytest
from tests.flows.identity.conftest import HASH
from tests.kit.application import APP
from tests.kit.faces import Asker

from largesse.activities.revisions import decide, withdraw
from largesse.activities.rules import decide as ruling
from largesse.identity.approvals import approvals, seats
from largesse.identity.approvals.proposal import Signing
from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.sessions.sign_in import SignIn, sign_in
from largesse.identity.staff import decide as staffing
from largesse.kernel.errors import Missing, NotAllowed, Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.rights.batches import decide as batches
from largesse.rights.batches import propose as proposals
from largesse.rights.budgets import cap as raising
from largesse.rights.compensations import decide as making_good
from largesse.rights.elsewhere import decide as elsewhere
from largesse.rights.handing import decide as handing
from largesse.rights.order_queue import done as order_done
from largesse.rights.points import requests as points
from largesse.rights.revocations import decide as revocations
from largesse.rights.revocations import propose as revoking
from largesse.settlement.batches import approve as settling
from largesse.settlement.statements import decide_profile as profiling

APPROVAL = "query($id: String!) { approval(id: $id) { mine actions } }"
SUBJECT = {name: f"activities.{name}_revision" for name in ("approve", "return", "withdraw")}
ARRANGING = {"hand_over": "identity.hand_over_approval", "add_signer": "identity.add_signer"}


class UndoneError(Exception):
    """Ends a trial whose rows nobody keeps."""


async def undone(bank, actor, act, approval):
    """Do one thing in a transaction that is taken back."""
    async with bank.work.job(actor) as tx:
        await act(tx, approval)
        raise UndoneError


def acts_of(bank, actor):
    """Give what can be tried on an approval, as the rooms try it."""

    def signing(approval, decision):
        return Signing(approval, HASH, decision, "同意")

    return {
        "approve": lambda tx, one: approvals.sign(tx, signing(one, "approve"), actor),
        "return": lambda tx, one: approvals.sign(tx, signing(one, "return"), actor),
        "withdraw": lambda tx, one: approvals.withdraw(tx, one, actor),
        "hand_over": lambda tx, one: seats.hand_over(
            tx, one, bank.who("admin").id, tx.now + timedelta(days=1), actor
        ),
        "add_signer": lambda tx, one: seats.add_signer(tx, one, bank.who("admin").id, actor),
    }


async def accepted(bank, actor, approval):
    """Try everything and undo it; gives what was not refused."""
    found = set()
    for name, act in acts_of(bank, actor).items():
        try:
            await undone(bank, actor, act, approval)
        except UndoneError:
            found.add(name)
        except (Refusal, Missing):
            continue
    return {name for name in found if actor.may((SUBJECT | ARRANGING)[name])}


async def lend(bank, approval, giver="branch", taker="protection"):
    who = bank.who(giver)
    async with bank.work.job(who) as tx:
        await seats.hand_over(tx, approval, bank.who(taker).id, tx.now + timedelta(days=1), who)


async def lent_and_disabled(bank, approval):
    await lend(bank, approval)
    gone = "update identity_staff set state = 'disabled' where id = $1"
    await bank.house.run(gone, bank.who("branch").id)


async def lent_and_signed(bank, approval):
    giver = bank.who("branch")
    async with bank.work.job(giver) as tx:
        await seats.add_signer(tx, approval, bank.who("headoffice").id, giver)
    await lend(bank, approval)
    await bank.sign(approval, "branch")


async def lent_to_who_signed(bank, approval):
    await bank.sign(approval, "branch")
    await lend(bank, approval, giver="protection", taker="headoffice")
    await bank.sign(approval, "headoffice")


async def added(bank, approval):
    giver = bank.who("branch")
    async with bank.work.job(giver) as tx:
        await seats.add_signer(tx, approval, bank.who("headoffice").id, giver)
        await seats.add_signer(tx, approval, bank.who("operator").id, giver)
    await bank.sign(approval, "branch")


async def signed(bank, approval, *people):
    for who in people:
        await bank.sign(approval, who)


async def back_to_the_second(bank, approval):
    await signed(bank, approval, "branch", "protection")
    await bank.sign(approval, "headoffice", "return", return_to=2)


async def withdrawn(bank, approval):
    async with bank.work.job() as tx:
        await approvals.withdraw(tx, approval, bank.who("designer"))


WORLDS = {
    "just proposed": signed,
    "at the second step": lambda bank, one: signed(bank, one, "branch"),
    "at the last step": lambda bank, one: signed(bank, one, "branch", "protection"),
    "sent back to the second step": back_to_the_second,
    "approved": lambda bank, one: signed(bank, one, "branch", "protection", "headoffice"),
    "returned": lambda bank, one: bank.sign(one, "branch", "return"),
    "withdrawn": withdrawn,
    "a seat is lent": lend,
    "a seat is lent to one without the operation": lambda bank, one: lend(bank, one, taker="operator"),
    "a seat is lent by one who is disabled": lent_and_disabled,
    "a seat is lent by one who has signed": lent_and_signed,
    "a seat is lent to one who has signed": lent_to_who_signed,
    "signers are added": added,
}
PEOPLE = ("designer", "branch", "protection", "headoffice", "operator", "finance", "auditor")


@pytest.mark.parametrize("world", WORLDS)
async def test_an_approval_offers_exactly_what_would_be_accepted(bank, world):
    approval = await bank.propose()
    await WORLDS[world](bank, approval)
    for name in PEOPLE:
        actor = bank.who(name)
        offered = await Asker(bank.work, actor).asks(APPROVAL, id=text_id("apv", approval))
        assert set(offered["approval"]["actions"]) == await accepted(bank, actor, approval), name


async def test_what_waits_in_the_inbox_is_what_one_has_a_seat_for(bank):
    approval = await bank.propose()
    await lend(bank, approval, taker="operator")
    query = '{ approvals(state: "mine") { edges { node { mine actions } } } home { waiting { count } } }'
    told = await Asker(bank.work, bank.who("operator")).asks(query)
    assert told["approvals"]["edges"] == [{"node": {"mine": True, "actions": []}}]
    await bank.house.run("update identity_staff set state = 'disabled' where id = $1", bank.who("branch").id)
    told = await Asker(bank.work, bank.who("operator")).asks(query)
    assert (told["approvals"]["edges"], told["home"]["waiting"]) == ([], [])


async def test_a_kind_that_no_room_knows_is_decided_by_nobody(bank):
    approval = await bank.propose(
        unit="head", by="admin", subject_kind="audience.export", route="two_person", roles=("finance",)
    )
    told = await Asker(bank.work, bank.who("finance")).asks(APPROVAL, id=text_id("apv", approval))
    assert told["approval"] == {"mine": True, "actions": ["hand_over", "add_signer"]}


SIGNED = {"key": "k", "content_hash": ""}
# Each kind's own use cases, on a subject that is not there.
ROOMS = {
    "activities.revision": (
        (decide.approve_revision, decide.ApproveRevision(key="k", revision=new_id(), hash="")),
        (decide.return_revision, decide.ReturnRevision(key="k", revision=new_id(), hash="", opinion="-")),
        (withdraw.withdraw_revision, withdraw.WithdrawRevision(key="k", revision=new_id())),
    ),
    "identity.staff": (
        (staffing.approve_staff_change, staffing.DecideStaffChange(**SIGNED, staff=new_id())),
        (staffing.return_staff_change, staffing.DecideStaffChange(**SIGNED, staff=new_id())),
        (staffing.withdraw_staff_change, staffing.WithdrawStaffChange(key="k", staff=new_id())),
    ),
    "rights.batch": (
        (batches.approve_batch, batches.DecideBatch(**SIGNED, batch=new_id())),
        (batches.return_batch, batches.DecideBatch(**SIGNED, batch=new_id())),
        (proposals.withdraw_batch, proposals.WithdrawBatch(key="k", batch=new_id())),
    ),
    "rights.budget": (
        (raising.approve_raise, raising.DecideRaise(**SIGNED, budget=new_id())),
        (raising.return_raise, raising.DecideRaise(**SIGNED, budget=new_id())),
        (raising.withdraw_raise, raising.WithdrawRaise(key="k", budget=new_id())),
    ),
    "rights.order_done": (
        (order_done.approve_order_done, order_done.DecideOrderDone(**SIGNED, order=new_id())),
        (order_done.return_order_done, order_done.DecideOrderDone(**SIGNED, order=new_id())),
        (order_done.withdraw_order_done, order_done.WithdrawOrderDone(key="k", order=new_id())),
    ),
    "rights.revocation": (
        (revocations.approve_revocation, revocations.DecideRevocation(**SIGNED, entitlement=new_id())),
        (revocations.return_revocation, revocations.DecideRevocation(**SIGNED, entitlement=new_id())),
        (revoking.withdraw_revocation, revoking.WithdrawRevocation(key="k", entitlement=new_id())),
    ),
    "rights.compensation": (
        (making_good.approve_compensation, making_good.DecideCompensation(**SIGNED, compensation=new_id())),
        (making_good.return_compensation, making_good.DecideCompensation(**SIGNED, compensation=new_id())),
        (
            making_good.withdraw_compensation,
            making_good.WithdrawCompensation(key="k", compensation=new_id()),
        ),
    ),
    "rights.handing": (
        (handing.approve_handing, handing.DecideHanding(**SIGNED, request=new_id())),
        (handing.return_handing, handing.DecideHanding(**SIGNED, request=new_id())),
        (handing.withdraw_handing, handing.WithdrawHanding(key="k", request=new_id())),
    ),
    "rights.points_request": (
        (points.approve_points, points.DecidePoints(**SIGNED, request=new_id())),
        (points.return_points, points.DecidePoints(**SIGNED, request=new_id())),
        (points.withdraw_points, points.WithdrawPoints(key="k", request=new_id())),
    ),
    "rights.elsewhere_file": (
        (elsewhere.approve_grants, elsewhere.DecideGrants(**SIGNED, file=new_id())),
        (elsewhere.return_grants, elsewhere.DecideGrants(**SIGNED, file=new_id())),
        (elsewhere.withdraw_grants, elsewhere.EndGrants(key="k", file=new_id())),
    ),
    "activities.rule": (
        (ruling.approve_rule, ruling.DecideRule(**SIGNED, version=new_id())),
        (ruling.return_rule, ruling.DecideRule(**SIGNED, version=new_id())),
        (ruling.withdraw_rule, ruling.WithdrawRule(key="k", version=new_id())),
    ),
    "settlement.profile": (
        (profiling.approve_profile, profiling.DecideProfile(**SIGNED, profile=new_id())),
        (profiling.return_profile, profiling.DecideProfile(**SIGNED, profile=new_id())),
        (profiling.withdraw_profile, profiling.WithdrawProfile(key="k", profile=new_id())),
    ),
    "settlement.batch": (
        (settling.approve_batch, settling.DecideBatch(**SIGNED, batch=new_id())),
        (settling.return_batch, settling.DecideBatch(**SIGNED, batch=new_id())),
        (settling.withdraw_batch, settling.WithdrawBatch(key="k", batch=new_id())),
    ),
}


def test_every_kind_is_tried_here():
    assert set(ROOMS) == {one.kind for one in APP.house.all(SUBJECTS)}


@pytest.mark.parametrize("kind", ROOMS)
async def test_a_kind_names_the_operations_that_its_room_asks_for(bank, kind):
    (subject,) = [one for one in APP.house.all(SUBJECTS) if one.kind == kind]
    operations = (subject.approve, subject.send_back, subject.withdraw)
    for operation, (use_case, ask) in zip(operations, ROOMS[kind], strict=True):
        with pytest.raises(NotAllowed) as refused:
            await use_case(ask, actor=bank.house.staff(), work=bank.work)
        assert refused.value.operation == operation
        with pytest.raises(Missing):
            await use_case(ask, actor=bank.house.staff(operation), work=bank.work)


STAFF = "{ staff { edges { node { id number state actions } } } }"
CHANGE = """mutation($ask: ChangeStaffAsk!) { changeStaff(ask: $ask) { __typename
  ... on StaffDone { staff { state } } ... on Refusal { code } } }"""
SIGN_OUT = """mutation($ask: SignOutStaffAsk!) { signOutStaff(ask: $ask) { __typename
  ... on Refusal { code } } }"""


class Personnel:
    """One who looks after staff, through the console."""

    def __init__(self, bank, actor):
        self.bank, self.asker = bank, Asker(bank.work, actor)

    async def row(self, number):
        edges = (await self.asker.asks(STAFF))["staff"]["edges"]
        return next(edge["node"] for edge in edges if edge["node"]["number"] == number)

    async def try_act(self, act, number):
        """Do one thing about a member of staff; gives the refusal's code, or None."""
        ask = {"key": self.bank.key(), "staff": (await self.row(number))["id"]}
        more = {"change": {"roles": ["designer"]}, "disable": {"state": "disabled", "evenSo": True}}
        more |= {"restore": {"state": "active"}, "sign_out": {}}
        answer = await self.asker.asks(SIGN_OUT if act == "sign_out" else CHANGE, ask=ask | more[act])
        (told,) = answer.values()
        return told.get("code")


DESIGNER, OPERATOR, ADMIN = "10001", "10005", "10010"


@pytest.mark.parametrize(
    ("state", "acts"),
    [("active", ["change", "disable", "sign_out"]), ("disabled", ["change", "restore"])],
)
async def test_staff_in_either_state_offer_what_is_accepted(bank, state, acts):
    admin, number = Personnel(bank, bank.who("admin")), DESIGNER
    for act in acts:
        await bank.house.run("update identity_staff set state = $2 where number = $1", number, state)
        if "sign_out" in acts:
            await sign_in(SignIn(number, bank.known["demo.password"]), work=bank.work)
        assert (await admin.row(number))["actions"] == acts
        assert await admin.try_act(act, number) is None
        turned = {"disable": "disabled", "restore": "active"}.get(act, state)
        assert (await admin.row(number))["state"] == turned


async def test_one_offers_oneself_nothing_that_is_refused(bank):
    admin = Personnel(bank, bank.who("admin"))
    assert (await admin.row(ADMIN))["actions"] == []
    for act in ("change", "disable", "restore", "sign_out"):
        assert await admin.try_act(act, ADMIN) == "identity.staff_not_yourself"


async def test_who_only_reads_staff_is_offered_nothing_and_refused_everything(bank):
    auditor = Personnel(bank, bank.who("auditor"))
    assert (await auditor.row(OPERATOR))["actions"] == []
    for act in ("change", "disable", "restore", "sign_out"):
        assert await auditor.try_act(act, OPERATOR) == "kernel.not_allowed"


UNITS = "{ units { id code level actions } }"
OPEN = "mutation($ask: OpenUnitAsk!) { openUnit(ask: $ask) { __typename ... on Refusal { code } } }"


async def deep(bank):
    """Open branches below one another until no more may stand there."""
    admin, parent = Asker(bank.work, bank.who("admin")), text_id("unt", bank.unit("shanghai"))
    for depth in range(3, 7):
        ask = {"key": bank.key(), "code": f"SH-{depth}", "level": "branch", "nameZh": "支", "nameEn": "D"}
        made = await admin.asks(
            "mutation($ask: OpenUnitAsk!) { openUnit(ask: $ask) { ... on UnitOpened { unit } } }",
            ask=ask | {"parent": parent},
        )
        parent = made["openUnit"]["unit"]


REFUSED = {"admin": "identity.unit_misplaced", "auditor": "kernel.not_allowed"}


@pytest.mark.parametrize(("who", "refused"), REFUSED.items())
async def test_a_unit_offers_to_stand_above_another_where_one_may_stand(bank, who, refused):
    await deep(bank)
    asker = Asker(bank.work, bank.who(who))
    units = (await asker.asks(UNITS))["units"]
    opens = {unit["code"] for unit in units if unit["actions"] == ["open"]}
    assert opens == ({"HQ", "BJ", "SH", "SH-3", "SH-4", "SH-5"} if who == "admin" else set())
    for unit in units:
        for level in ("branch", "outlet"):
            ask = {"key": bank.key(), "code": f"{unit['code']}-{level[0].upper()}X", "level": level}
            ask |= {"nameZh": "新", "nameEn": "New", "parent": unit["id"]}
            answer = (await asker.asks(OPEN, ask=ask))["openUnit"]
            assert answer.get("code") == (None if unit["actions"] else refused), unit


DEAD = "{ deadDeliveries { edges { node { id actions } } } }"
RETRY = (
    "mutation($ask: RetryDeliveryAsk!) { retryDelivery(ask: $ask) { __typename ... on Refusal { code } } }"
)


@pytest.mark.parametrize(
    ("who", "acts", "code"), [("auditor", [], "kernel.not_allowed"), ("operator", ["retry"], None)]
)
async def test_a_dead_delivery_is_offered_to_who_may_send_it_again(bank, who, acts, code):
    await bank.house.run(
        """insert into store_delivery (id, event, event_at, topic, handler, class, state, due_at)
           values (gen_random_uuid(), gen_random_uuid(), now(), 'a.b.v1', 'h', 'fast', 'dead', now())"""
    )
    asker = Asker(bank.work, bank.who(who))
    (edge,) = (await asker.asks(DEAD))["deadDeliveries"]["edges"]
    assert edge["node"]["actions"] == acts
    answer = await asker.asks(RETRY, ask={"key": "r", "delivery": edge["node"]["id"]})
    assert answer["retryDelivery"].get("code") == code
    left = (await asker.asks(DEAD))["deadDeliveries"]["edges"]
    assert len(left) == (0 if acts else 1)
