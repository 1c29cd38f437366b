"""A house where nobody works yet gets its head office and its first two administrators."""

import os

from tests.kit import ready

from largesse.identity.resets.asking import AskReset, ask_reset
from largesse.identity.resets.finishing import SetNewPassword, set_new_password
from largesse.identity.resets.reads import resets_waiting
from largesse.identity.resets.reset import code_of
from largesse.identity.resets.vouching import ConfirmReset, confirm_reset
from largesse.identity.sessions.sessions import actor_of
from largesse.identity.staff.enrol import EnrolStaff, enrol

FIRST, SECOND = "admin@bank.example", "second@bank.example"


def run(house, *words):
    """Run a command over this house."""
    return ready.run(*words, env={**os.environ, "LC_ALL": "C", "LARGESSE_DATABASE_URL": house.dsn})


async def test_a_name_on_the_command_line_holds_nothing_that_turns_it(house):
    turned = run(house, "begin", FIRST, "方\u202e启明")
    assert turned.returncode != 0
    assert turned.stderr.endswith("no control or invisible characters (name)\n")
    assert "Traceback" not in turned.stderr
    assert await house.value("select count(*) from identity_staff") == 0


async def test_the_first_day_has_two_administrators_and_nobody_sees_a_password(house):
    begun = run(house, "begin", FIRST, "方启明")
    assert begun.returncode == 0, begun.stderr
    assert f"largesse staff reset {FIRST} CODE" in begun.stdout
    first = await comes_in(house, FIRST)
    ask = EnrolStaff(key="1", number="00002", email=SECOND, name="罗慎之", unit=first.unit, roles=("admin",))
    assert (await enrol(ask, actor=first, work=house.work)).waits
    approved = run(house, "staff", "approve", SECOND)
    assert approved.stdout == f"Signed and done: the change of {SECOND}.\n", approved.stderr
    assert (await comes_in(house, SECOND, by=first)).roles == {"admin"}
    more = run(house, "begin", "other@bank.example", "某人")
    assert more.returncode == 2
    assert more.stderr == "Staff are enrolled already; an administrator enrols more in the console.\n"


async def comes_in(house, login, by=None):
    """Ask at the door, read the code to an administrator and to whoever is at the machine, set a password."""
    asked = await ask_reset(AskReset(login), work=house.work)
    code = code_of(asked.secret)
    if by is not None:
        async with house.work.read() as read:
            (waiting,) = await resets_waiting(read, by)
        await confirm_reset(ConfirmReset(reset=waiting.id, code=code), actor=by, work=house.work)
    told = run(house, "staff", "reset", login, code)
    assert told.stdout.startswith(f"{login} may now set a password"), told.stderr
    token = await set_new_password(SetNewPassword("calm willow seven", asked.secret), work=house.work)
    return await actor_of(house.work, token)
