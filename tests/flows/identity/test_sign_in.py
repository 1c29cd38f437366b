"""Who comes in, for how long, and who is kept at the door."""

import asyncio
from datetime import timedelta

import pytest
from tortoise.exceptions import IntegrityError

from largesse.identity.sessions.password import PasswordWeak, check_strength
from largesse.identity.sessions.sessions import actor_of, token_hash
from largesse.identity.sessions.sign_in import SignIn, SignInRefused, sign_in, sign_out
from largesse.identity.sessions.throttle import SignInLocked
from largesse.identity.staff.change import ChangeStaff, change_staff
from largesse.identity.staff.enrol import EnrolStaff, StaffTaken, enrol
from largesse.identity.staff.own_password import ChangeOwnPassword, PasswordWrong, change_own_password
from largesse.identity.staff.staff import NotYourself, RolesConflict, StaffMissing
from largesse.identity.units import units
from largesse.kernel.copy import told
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import new_id

WRONG = "not-the-password"


async def enter(bank, login="designer@demo.bank", password=None, address="10.0.0.7"):
    typed = password or bank.known["demo.password"]
    return await sign_in(SignIn(login, typed, address), work=bank.work)


async def own(bank, current, password):
    ask = ChangeOwnPassword(current, password, "10.0.0.7")
    return await change_own_password(ask, actor=bank.who("designer"), work=bank.work)


@pytest.mark.parametrize(
    "login", ["designer@demo.bank", " Designer@Demo.Bank ", "10001", "designer", "Designer "]
)
async def test_number_email_and_what_stands_before_its_sign_open_the_door(bank, login):
    opened = await enter(bank, login)
    actor = await actor_of(bank.work, opened.token)
    assert actor == bank.who("designer")
    assert actor.may("identity.read_approvals")
    assert not actor.may("identity.enrol_staff")


async def test_reach_is_the_closed_part_of_the_tree(bank):
    branch = await actor_of(bank.work, (await enter(bank, "branch@demo.bank")).token)
    assert branch.units == {bank.unit("shanghai"), bank.unit("jingan")}
    head = await actor_of(bank.work, (await enter(bank, "headoffice@demo.bank")).token)
    assert head.units is None


async def test_a_wrong_password_and_an_unknown_name_are_refused_alike(bank):
    with pytest.raises(SignInRefused):
        await enter(bank, password=WRONG)
    with pytest.raises(SignInRefused):
        await enter(bank, "nobody@demo.bank")
    with pytest.raises(SignInRefused):
        await enter(bank, "")
    assert await enter(bank)


async def test_only_the_newest_session_of_a_person_lives(bank):
    first = await enter(bank)
    second = await enter(bank)
    assert await actor_of(bank.work, first.token) is None
    assert await actor_of(bank.work, second.token) == bank.who("designer")
    why = "select ended_why from identity_session where token_hash = $1"
    assert await bank.house.value(why, token_hash(first.token)) == "replaced"


async def test_the_database_keeps_to_one_live_session_of_a_person(bank):
    await enter(bank)
    sql = """insert into identity_session (id, subject_kind, subject, token_hash, via, created_at, seen_at,
                                           idle_s, expires_at)
             values ($1, 'staff', $2, 'x', 'forged', now(), now(), 60, now() + interval '1 hour')"""
    with pytest.raises(IntegrityError):
        await bank.house.run(sql, new_id(), bank.who("designer").id)


async def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(bank):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            await enter(bank, password=WRONG)
    with pytest.raises(SignInLocked) as locked:
        await enter(bank)
    assert locked.value.retry_at is not None
    assert await enter(bank, "branch@demo.bank")
    await bank.house.run(
        "update identity_sign_in_throttle set locked_until = now(), first_at = now() - interval '16 m'"
    )
    assert await enter(bank)


async def test_number_and_email_share_one_count(bank):
    for login in ("10001", "designer@demo.bank", "10001", "Designer@demo.bank", "10001"):
        with pytest.raises(SignInRefused):
            await enter(bank, login, password=WRONG)
    with pytest.raises(SignInLocked):
        await enter(bank, "designer@demo.bank")


async def test_guesses_sent_at_once_count_too(bank):
    tries = [enter(bank, password=f"{WRONG}{n}") for n in range(12)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, SignInRefused) for one in outcomes) == 5
    assert sum(isinstance(one, SignInLocked) for one in outcomes) == 7


async def test_the_right_password_forgives_the_account(bank):
    for _ in range(4):
        with pytest.raises(SignInRefused):
            await enter(bank, password=WRONG)
    await enter(bank)
    for _ in range(4):
        with pytest.raises(SignInRefused):
            await enter(bank, password=WRONG)
    assert await enter(bank)


async def test_whoever_came_in_from_an_address_before_is_not_locked_out_by_others_behind_it(bank):
    await enter(bank)
    await bank.house.run("update identity_sign_in_throttle set failures = 50 where scope = 'address'")
    with pytest.raises(SignInLocked):
        await enter(bank, "branch@demo.bank")
    assert await enter(bank)
    with pytest.raises(SignInLocked):
        await enter(bank, "branch@demo.bank")


async def test_an_address_that_tries_many_names_is_locked(bank):
    await bank.house.run(
        """insert into identity_sign_in_throttle (scope, key, failures, first_at)
           values ('address', '10.0.0.7', 50, now())"""
    )
    with pytest.raises(SignInLocked):
        await enter(bank)
    assert await enter(bank, address="10.0.0.8")


async def test_a_session_ends_by_sign_out_by_idling_and_by_age(bank):
    work = bank.work
    opened = await enter(bank)
    await sign_out(opened.token, actor=bank.who("designer"), work=work)
    assert await actor_of(work, opened.token) is None
    for sql in (
        "update identity_session set seen_at = now() - interval '31 minutes' where ended_at is null",
        "update identity_session set expires_at = now() where ended_at is null",
    ):
        opened = await enter(bank)
        assert await actor_of(work, opened.token)
        await bank.house.run(sql)
        assert await actor_of(work, opened.token) is None
    assert await actor_of(work, "made-up") is None


async def test_using_a_session_keeps_it_awake(bank):
    opened = await enter(bank)
    await bank.house.run("update identity_session set seen_at = now() - interval '20 minutes'")
    assert await actor_of(bank.work, opened.token)
    seen = await bank.house.value("select now() - seen_at from identity_session where ended_at is null")
    assert seen < timedelta(minutes=1)


async def test_the_token_itself_is_kept_nowhere(bank):
    opened = await enter(bank)
    kept = await bank.house.rows("select * from identity_session")
    audited = await bank.house.rows("select facts from store_audit")
    assert opened.token not in f"{kept}{audited}"


async def test_a_disabled_colleague_is_out_at_once_and_stays_out(bank):
    opened = await enter(bank)
    ask = ChangeStaff(key="1", staff=bank.who("designer").id, state="disabled")
    await change_staff(ask, actor=bank.who("admin"), work=bank.work)
    assert await actor_of(bank.work, opened.token) is None
    with pytest.raises(SignInRefused):
        await enter(bank)


async def test_a_new_password_ends_every_session_and_begins_one(bank):
    stolen = (await enter(bank)).token
    fresh = await own(bank, bank.known["demo.password"], "a longer secret 9")
    assert await actor_of(bank.work, stolen) is None
    assert await actor_of(bank.work, fresh) == bank.who("designer")


async def test_guesses_at_the_current_password_lock_the_account_like_guesses_at_the_door(bank):
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            await own(bank, WRONG, "a longer secret 9")
    with pytest.raises(SignInLocked):
        await own(bank, bank.known["demo.password"], "a longer secret 9")
    with pytest.raises(SignInLocked):
        await enter(bank)


async def test_a_password_that_was_reset_meanwhile_is_not_overwritten(bank):
    designer, locked = bank.who("designer").id, asyncio.Event()

    async def changes():
        await locked.wait()
        return await own(bank, bank.known["demo.password"], "a longer secret 9")

    mine = asyncio.create_task(changes())  # outside of the transaction that it is to meet
    async with bank.work.job() as tx:
        await tx.run("select 1 from identity_staff where id = $1 for update", designer)
        locked.set()
        done, _ = await asyncio.wait({mine}, timeout=2)
        assert not done
        await tx.run("update identity_staff set password_hash = 'reset' where id = $1", designer)
    with pytest.raises(PasswordWrong):
        await mine


async def test_a_short_name_that_two_people_have_opens_no_door(bank):
    new = {"number": "20009", "email": "designer@other.bank", "name": "同名者", "unit": bank.unit("beijing")}
    ask = EnrolStaff(key="n1", roles=("designer",), **new)
    await enrol(ask, actor=bank.who("admin"), work=bank.work)
    with pytest.raises(SignInRefused):
        await enter(bank, "designer")
    assert await enter(bank, "10001")


@pytest.mark.parametrize(
    ("weak", "rule"),
    [
        ("short", "须为 12 至 128 位"),
        ("x" * 129, "须为 12 至 128 位"),
        ("aaaaaaaaaaaaaaaa", "须有至少 5 个不同的字符"),
        ("designer-2026-secret", "不能含有本人的工号、姓名或邮箱名"),
        ("韩知的河流与石桥九座一起", "不能含有本人的工号、姓名或邮箱名"),
        ("River-stone-9-bridges!", "不能含有当前密码"),
    ],
)
def test_a_weak_password_is_refused_by_the_rule_that_it_breaks(weak, rule):
    with pytest.raises(PasswordWeak) as refused:
        check_strength(weak, "10001", "designer", "韩知", current="river-stone-9-bridges")
    assert (told(refused.value, "zh-CN"), refused.value.path) == (f"新密码不合规则：{rule}。", "password")
    check_strength("calm-willow-7-lantern", "10001", "designer", current="river-stone-9-bridges")


async def test_staff_administration_keeps_its_rules(bank):
    work, admin = bank.work, bank.who("admin")
    new = {"number": "20001", "email": "new@demo.bank", "name": "新同事", "unit": bank.unit("beijing")}
    ask = EnrolStaff(key="e1", roles=("operator",), **new)
    first = await enrol(ask, actor=admin, work=work)
    assert await enrol(ask, actor=admin, work=work) == first
    with pytest.raises(StaffTaken):
        await enrol(EnrolStaff(key="e2", roles=("operator",), **new), actor=admin, work=work)
    both = ChangeStaff(key="c1", staff=first.staff, roles=("admin", "auditor"))
    with pytest.raises(RolesConflict):
        await change_staff(both, actor=admin, work=work)
    with pytest.raises(NotYourself):
        await change_staff(ChangeStaff(key="c2", staff=admin.id, state="disabled"), actor=admin, work=work)
    with pytest.raises(NotAllowed):
        await enrol(ask, actor=bank.who("auditor"), work=work)
    with pytest.raises(IntegrityError, match="three_administrators"):
        await bank.house.run("update identity_staff set roles = '{admin,auditor}' where id = $1", first.staff)


@pytest.mark.parametrize("typed", ["a10010", "Ａ１００１０", "AlOO1O"])
async def test_two_staff_numbers_that_nobody_can_tell_apart_are_not_both_given(bank, typed):
    def ask(number, **changes):
        new = {"email": f"{len(changes)}@demo.bank", "name": "新同事", "unit": bank.unit("beijing")}
        return EnrolStaff(key=f"e{number}", number=number, roles=("operator",), **(new | changes))

    admin = bank.who("admin")
    await enrol(ask("A10010"), actor=admin, work=bank.work)
    with pytest.raises(StaffTaken) as refused:
        await enrol(ask(typed, email="other@demo.bank"), actor=admin, work=bank.work)
    assert "A10010" in refused.value.facts().values()
    with pytest.raises(Malformed) as turned:
        await enrol(ask("B20020", name="新\u202e同事"), actor=admin, work=bank.work)
    assert turned.value.path == "name"


async def test_an_administrator_of_a_branch_does_not_see_other_branches(bank):
    work, admin = bank.work, bank.who("admin")
    new = {"number": "20002", "email": "sh@demo.bank", "name": "分行管理", "unit": bank.unit("shanghai")}
    made = await enrol(EnrolStaff(key="e", roles=("admin",), **new), actor=admin, work=work)
    local = bank.house.staff(roles=("admin",), staff=made.staff, units=frozenset({bank.unit("shanghai")}))
    ask = ChangeStaff(key="c", staff=bank.who("adviser_beijing").id, state="disabled")
    with pytest.raises(StaffMissing):
        await change_staff(ask, actor=local, work=work)


async def test_there_is_one_head_office_and_every_other_unit_stands_below_one(bank):
    work, admin = bank.work, bank.who("admin")
    again = units.OpenHeadOffice(key="u1", code="HQ2", name_zh="又一总行", name_en="Another")
    with pytest.raises(units.UnitMisplaced):
        await units.open_head_office(again, actor=admin, work=work)
    below = {"name_zh": "支行", "name_en": "Outlet", "parent": bank.unit("jingan")}
    with pytest.raises(units.UnitMisplaced):
        await units.open_unit(
            units.OpenUnit(key="u2", code="X-1", level="outlet", **below), actor=admin, work=work
        )
    beside = below | {"parent": bank.unit("shanghai")}
    with pytest.raises(units.UnitCodeTaken):
        await units.open_unit(
            units.OpenUnit(key="u3", code="SH", level="outlet", **beside), actor=admin, work=work
        )
    for like, refused in (("ＳＨ－ＪＡ", units.UnitCodeTaken), ("s h", Malformed), ("SH_2", Malformed)):
        with pytest.raises(refused):
            await units.open_unit(
                units.OpenUnit(key=like, code=like, level="outlet", **beside), actor=admin, work=work
            )
    made = await units.open_unit(
        units.OpenUnit(key="u4", code="X-1", level="outlet", **beside), actor=admin, work=work
    )
    path = "select path from identity_org_unit where id = $1"
    assert await bank.house.value(path, made.unit) == [
        bank.unit("head"),
        bank.unit("shanghai"),
        made.unit,
    ]
