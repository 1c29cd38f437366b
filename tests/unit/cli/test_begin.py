"""A house where nobody works yet gets its head office and one administrator, once."""

import os
import re
import subprocess
import sys

from largesse.identity.sessions.sign_in import SignIn, sign_in


def begin(house, email):
    """Run `largesse begin` over this house."""
    env = {**os.environ, "LC_ALL": "C", "LARGESSE_DATABASE_URL": house.dsn}
    argv = [sys.executable, "-P", "-m", "largesse.cli", "begin", email, "方启明"]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)


async def test_the_first_administrator_signs_in_and_nobody_becomes_one_that_way_again(house):
    begun = begin(house, "admin@bank.example")
    assert begun.returncode == 0, begun.stderr
    password = re.search(r"password (\S+)", begun.stdout)[1]
    opened = await sign_in(SignIn("admin@bank.example", password, "10.0.0.7"), work=house.work)
    (who,) = await house.rows("select id, roles, must_change_password from identity_staff")
    assert who == {"id": opened.staff, "roles": ["admin"], "must_change_password": True}
    assert await house.rows("select code, level from identity_org_unit") == [
        {"code": "HQ", "level": "head_office"}
    ]
    again = begin(house, "other@bank.example")
    assert again.returncode == 2
    assert again.stderr == "Staff are enrolled already; an administrator enrols more in the console.\n"
    assert await house.value("select count(*) from identity_staff") == 1
