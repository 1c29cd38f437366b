"""Who cannot sign in gets a new password by way of two people, and nobody but he sees it."""

import asyncio
import unicodedata
from datetime import timedelta

import pytest
from tests.kit.application import APP
from tests.kit.faces import Asker
from tests.kit.production import in_production
from tortoise.exceptions import IntegrityError

from largesse.identity.resets.asking import AskReset, LeaveReset, ask_reset, leave_reset
from largesse.identity.resets.finishing import SetNewPassword, set_new_password
from largesse.identity.resets.reads import own_reset, resets_waiting
from largesse.identity.resets.reset import (
    HOURLY_OF_ADDRESS,
    OPEN_MAX,
    TRIES,
    ResetCodeWrong,
    ResetMissing,
    ResetOver,
    ResetSecondPerson,
    ResetTooOften,
    code_of,
    state_of,
)
from largesse.identity.resets.vouching import (
    ConfirmReset,
    CosignReset,
    DeclineReset,
    confirm_reset,
    cosign_reset,
    decline_reset,
    vouch_on_machine,
)
from largesse.identity.sessions.password import PasswordWeak
from largesse.identity.sessions.sessions import actor_of
from largesse.identity.sessions.sign_in import SignIn, SignInRefused, sign_in
from largesse.identity.staff.change import ChangeStaff, change_staff
from largesse.identity.staff.enrol import EnrolStaff, enrol
from largesse.identity.staff.own_password import ChangeOwnPassword, change_own_password
from largesse.identity.staff.staff import NotYourself
from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed, TooOften

NEW = "calm willow 7 灯笼 🏮"
ADDRESS = "10.0.0.7"


class Door:
    """A browser at the log-in page, and administrators who are called."""

    def __init__(self, bank):
        self.bank, self.work = bank, bank.work

    async def asks(self, login="designer", address=ADDRESS, earlier=""):
        return (await ask_reset(AskReset(login, address, "", earlier), work=self.work)).secret

    async def state(self, secret):
        async with self.work.read() as read:
            return state_of(await own_reset(read, secret), now())

    async def id(self, secret):
        async with self.work.read() as read:
            return (await own_reset(read, secret)).id

    async def confirms(self, secret, by="admin", code=None):
        ask = ConfirmReset(reset=await self.id(secret), code=code or code_of(secret))
        return await confirm_reset(ask, actor=self.bank.who(by), work=self.work)

    async def cosigns(self, secret, by="admin2"):
        ask = CosignReset(key=self.bank.key(), reset=await self.id(secret))
        return await cosign_reset(ask, actor=self.bank.who(by), work=self.work)

    async def declines(self, secret, by="admin"):
        ask = DeclineReset(key=self.bank.key(), reset=await self.id(secret))
        return await decline_reset(ask, actor=self.bank.who(by), work=self.work)

    async def ready(self, login="designer"):
        secret = await self.asks(login)
        await self.confirms(secret)
        await self.cosigns(secret)
        return secret

    async def sets(self, secret, password=NEW):
        return await set_new_password(SetNewPassword(password, secret, ADDRESS), work=self.work)

    async def enters(self, password, login="designer"):
        return await sign_in(SignIn(login, password, ADDRESS), work=self.work)

    async def waiting(self, by="admin"):
        async with self.work.read() as read:
            return await resets_waiting(read, self.bank.who(by))


@pytest.fixture
def door(bank):
    return Door(bank)


async def test_two_administrators_let_the_browser_that_asked_set_a_password_once(bank, door):
    old = await door.enters(bank.known["demo.password"])
    secret = await door.asks()
    with pytest.raises(ResetOver):
        await door.sets(secret)
    await door.confirms(secret, code=f" {code_of(secret)[:4]} {code_of(secret)[4:]} ")
    with pytest.raises(ResetSecondPerson):
        await door.cosigns(secret, by="admin")
    await door.cosigns(secret)
    assert await door.state(secret) == "ready"
    with pytest.raises(PasswordWeak):
        await door.sets(secret, "designer-2026-secret")
    token = await door.sets(secret)
    assert await actor_of(bank.work, token) == bank.who("designer")
    assert await actor_of(bank.work, old.token) is None
    with pytest.raises(SignInRefused):
        await door.enters(bank.known["demo.password"])
    assert await door.enters(NEW)
    with pytest.raises(ResetOver):
        await door.sets(secret, "another calm willow")
    did = await bank.house.rows("select action, actor_name, facts from store_audit order by id")
    steps = [(row["action"].removeprefix("identity."), row["actor_name"]) for row in did[-7:-1]]
    assert steps[1:] == [
        ("reset_asked", "system"),
        ("reset_confirmed", "方启明"),
        ("reset_cosigned", "钟毓秀"),
        ("password_reset", "林书瑶"),
        ("sign_in_refused", "system"),
    ]
    kept = f"{did}{await bank.house.rows('select * from identity_reset')}"
    assert not any(one in kept for one in (NEW, secret, code_of(secret)))


async def test_two_windows_that_send_at_once_set_one_password(door):
    secret = await door.ready()
    sends = [door.sets(secret, f"{which} calm willow") for which in ("first", "second")]
    told = await asyncio.gather(*sends, return_exceptions=True)
    assert [type(one) for one in told if isinstance(one, Exception)] == [ResetOver], told
    with pytest.raises(SignInRefused):
        await door.enters(("first" if isinstance(told[0], ResetOver) else "second") + " calm willow")


@pytest.mark.parametrize("how", ["set", "changed", "asked again", "left"])
async def test_an_earlier_request_sets_nothing_once_the_password_or_the_browser_has_moved_on(bank, door, how):
    secret = await door.ready()
    if how == "set":
        await door.sets(await door.ready())
    elif how == "changed":
        ask = ChangeOwnPassword(bank.known["demo.password"], NEW, ADDRESS)
        await change_own_password(ask, actor=bank.who("designer"), work=bank.work)
    elif how == "asked again":
        await door.asks(earlier=secret)
    else:
        await leave_reset(LeaveReset(secret), work=bank.work)
    with pytest.raises(ResetOver):
        await door.sets(secret, "another calm willow")


async def test_a_name_that_nobody_has_looks_the_same_and_is_shown_to_nobody(bank, door):
    known, unknown = await door.asks(), await door.asks("nobody@demo.bank")
    assert await door.state(known) == await door.state(unknown) == "waiting"
    refusals = []
    for secret in (known, unknown):
        with pytest.raises(ResetOver) as refused:
            await door.sets(secret, "short")
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]
    assert [one.number for one in await door.waiting()] == ["10001"]
    with pytest.raises(ResetMissing):
        await door.confirms(unknown)
    with in_production():
        await door.asks("branch")
    assert [one.number for one in await door.waiting()] == ["10001"]


async def test_five_wrong_codes_end_a_request_also_when_they_come_at_once(bank, door):
    secret = await door.asks()
    wrong = f"{(int(code_of(secret)) + 1) % 10**8:08}"
    tries = [door.confirms(secret, code=wrong) for _ in range(TRIES + 2)]
    told = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, ResetCodeWrong) for one in told) == TRIES
    assert await door.state(secret) == "spoilt"
    with pytest.raises(ResetOver):
        await door.confirms(secret)
    sql = "select count(*) from store_audit where action = 'identity.reset_code_wrong'"
    assert await bank.house.value(sql) == TRIES


async def test_nobody_vouches_for_himself_and_who_does_not_administer_for_nobody(bank, door):
    secret = await door.asks("admin")
    assert await door.waiting() == []
    with pytest.raises(NotYourself):
        await door.confirms(secret)
    with pytest.raises(NotAllowed):
        await door.confirms(secret, by="auditor")
    await door.confirms(secret, by="admin2")
    with pytest.raises(NotYourself):
        await door.cosigns(secret, by="admin")
    for forged in (
        "confirmed_by = staff",
        "cosigned_by = confirmed_by",
        "ended_at = now(), ended_why = 'done'",
    ):
        with pytest.raises(IntegrityError, match="identity_reset_"):
            await bank.house.run(f"update identity_reset set {forged}")


async def test_a_confirmation_lasts_as_long_as_who_gave_it_administers(bank, door):
    secret = await door.asks()
    await door.confirms(secret)
    gone = ChangeStaff(key="g", staff=bank.who("admin").id, state="disabled", even_so=True)
    await change_staff(gone, actor=bank.who("admin2"), work=bank.work)
    with pytest.raises(ResetOver):
        await door.cosigns(secret)
    await door.confirms(secret, by="admin2")
    assert await door.state(secret) == "confirmed"


async def test_a_request_is_declined_expires_and_ends_with_its_person(bank, door):
    secret = await door.ready()
    await door.declines(secret)
    assert await door.state(secret) == "declined"
    secret = await door.ready()
    assert await bank.house.value("select max(expires_at) - now() from identity_reset") < timedelta(
        minutes=16
    )
    await bank.house.run("update identity_reset set expires_at = now() where ended_at is null")
    assert await door.state(secret) == "expired"
    with pytest.raises(ResetOver):
        await door.sets(secret)
    secret = await door.ready()
    await bank.house.run("update identity_staff set state = 'disabled' where number = '10001'")
    with pytest.raises(ResetOver):
        await door.sets(secret)


async def test_requests_are_few_for_a_person_and_for_an_address(door):
    secrets = [await door.asks() for _ in range(OPEN_MAX + 1)]
    assert [await door.state(one) for one in secrets] == ["replaced"] + ["waiting"] * OPEN_MAX
    for _ in range(HOURLY_OF_ADDRESS - OPEN_MAX - 1):
        await door.asks("nobody")
    with pytest.raises(ResetTooOften) as often:
        await door.asks("branch")
    assert isinstance(often.value, TooOften)
    assert 59 <= often.value.minutes <= 60
    assert await door.asks("branch", address="10.0.0.8")


async def test_requests_that_come_at_once_are_counted_too(bank, door):
    asks = (door.asks() for _ in range(HOURLY_OF_ADDRESS + 10))
    told = await asyncio.gather(*asks, return_exceptions=True)
    assert sum(isinstance(one, str) for one in told) == HOURLY_OF_ADDRESS
    assert all(isinstance(one, str | ResetTooOften) for one in told)
    open_ = "select count(*) from identity_reset where ended_at is null"
    assert await bank.house.value(open_) == OPEN_MAX


async def test_the_machine_is_one_of_the_two_or_both_where_nobody_else_administers(bank, door):
    async def on_machine(login, secret, *, alone=False):
        return (await vouch_on_machine(login, code_of(secret), alone=alone, work=bank.work)).state

    secret = await door.asks()
    with pytest.raises(ResetCodeWrong):
        await on_machine("branch", secret)
    assert await on_machine("designer", secret) == "confirmed"
    with pytest.raises(ResetSecondPerson):
        await on_machine("designer", secret)
    await door.cosigns(secret, by="admin")
    secret = await door.asks("branch")
    await door.confirms(secret)
    assert await on_machine("10002", secret) == "ready"
    assert await on_machine("admin", await door.asks("admin"), alone=True) == "ready"
    await bank.house.run("update identity_staff set password_hash = '' where number = '10014'")
    secret = await door.asks("admin")
    assert await on_machine("admin", secret) == "ready"
    assert await door.sets(secret)


async def test_whoever_is_new_sets_the_first_password_the_same_way(bank, door):
    new = {"number": "20001", "email": "new@demo.bank", "name": "新同事", "unit": bank.unit("beijing")}
    ask = EnrolStaff(key="e1", roles=("designer",), **new)
    await enrol(ask, actor=bank.who("admin"), work=bank.work)
    for typed in ("", "any password at all"):
        with pytest.raises(SignInRefused):
            await door.enters(typed, "20001")
    first = await door.ready("20001")
    await door.sets(first)
    assert await door.enters(NEW, "20001")
    with pytest.raises(ResetOver):
        await door.sets(first, "another calm willow")


async def test_a_password_is_the_same_however_its_letters_were_typed(door):
    composed = unicodedata.normalize("NFC", "Zürich é １２３ 银行")
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart
    await door.sets(await door.ready(), apart)
    assert await door.enters(composed)
    assert await door.enters(apart)
    for other in (composed.strip() + " ", unicodedata.normalize("NFKC", composed)):
        with pytest.raises(SignInRefused):
            await door.enters(other)


OWN = "{ ownReset { code state expiresAt now } }"
ASK = "mutation($ask: AskResetAsk!) { askReset(ask: $ask) { __typename ... on OwnReset { code state } } }"
SET = """mutation($ask: SetNewPasswordAsk!) { setNewPassword(ask: $ask) { __typename
  ... on Refusal { code path } } }"""
WAITING = "{ passwordResets { id codeHead state actions } home { waiting { kind count } } }"


def own(shown):
    """Give what waits at home without the holiday calendar, which ends when the year does."""
    return [one for one in shown["home"]["waiting"] if one["kind"] != "calendar"]


async def test_the_screens_of_both_sides(bank, door):
    person = Asker(bank.work)
    admin, other = (Asker(bank.work, bank.who(name)) for name in ("admin", "admin2"))
    assert (await person.asks(OWN))["ownReset"] is None
    begun = (await person.asks(ASK, ask={"login": "designer@demo.bank"}))["askReset"]
    assert (await person.asks(OWN))["ownReset"]["code"] == begun["code"]
    shown = await admin.asks(WAITING)
    (row,) = shown["passwordResets"]
    assert (row["codeHead"], row["actions"]) == (begun["code"][:4], ["confirm", "decline"])
    assert begun["code"] not in str(shown)
    assert own(shown) == [{"kind": "reset", "count": 1}]
    confirm = (
        "mutation($ask: ConfirmResetAsk!) { confirmReset(ask: $ask) { ... on ResetStanding { state } } }"
    )
    await admin.asks(confirm, ask={"reset": row["id"], "code": begun["code"]})
    assert [(await one.asks(WAITING))["passwordResets"][0]["actions"] for one in (admin, other)] == [
        ["decline"],
        ["cosign", "decline"],
    ]
    assert own(await admin.asks(WAITING)) == []
    cosign = "mutation($ask: CosignResetAsk!) { cosignReset(ask: $ask) { __typename } }"
    await other.asks(cosign, ask={"key": "c", "reset": row["id"]})
    assert (await person.asks(OWN))["ownReset"]["state"] == "ready"
    weak = (await person.asks(SET, ask={"password": "short"}))["setNewPassword"]
    assert weak == {"__typename": "Refusal", "code": "identity.password_weak", "path": "password"}
    done = (await person.asks(SET, ask={"password": NEW}))["setNewPassword"]
    assert done == {"__typename": "NewPasswordSet"}
    assert (await person.asks(OWN))["ownReset"] is None
    assert await actor_of(bank.work, person.cookies["lg_staff"]) == bank.who("designer")
    again = (await person.asks(SET, ask={"password": NEW}))["setNewPassword"]
    assert again["code"] == "identity.reset_unknown"


SESSIONS = "{ mySessions { id device address state actions } }"


async def test_one_sees_ones_sessions_and_ends_them(bank, door):
    await door.enters(bank.known["demo.password"])
    signs_in = "mutation($ask: SignInAsk!) { signIn(ask: $ask) { __typename } }"
    person = Asker(bank.work, bank.who("designer"))
    await person.asks(signs_in, ask={"login": "designer", "password": bank.known["demo.password"]})
    here, before = (await person.asks(SESSIONS))["mySessions"]
    assert (here["device"], here["state"], here["actions"]) == ("Chrome · Windows", "this", ["end"])
    assert (before["state"], before["actions"]) == ("ended", [])
    ends = """mutation($ask: EndOwnSessionAsk!) { endOwnSession(ask: $ask) { __typename
      ... on Refusal { code } } }"""
    for who, whose, told in (
        ("branch", here, "identity.session_missing"),
        ("designer", before, "identity.session_missing"),
        ("designer", here, None),
    ):
        asker = Asker(bank.work, bank.who(who))
        answer = await asker.asks(ends, ask={"key": bank.key(), "session": whose["id"]})
        assert answer["endOwnSession"].get("code") == told
    assert await actor_of(bank.work, person.cookies["lg_staff"]) is None
    assert APP.house.access["identity.read_own_sessions"] >= {"auditor", "designer"}
