"""What a database of one's own must be like, judged from what was seen."""

from dataclasses import dataclass, replace

import pytest

from largesse.embedded.own_database import judge


@dataclass(frozen=True)
class Seen:
    """A database that is well."""

    major: int = 15
    encoding: str = "UTF8"
    fsync: str = "on"
    owner: str = "keeper"
    app_exists: bool = True
    may_make_roles: bool = False
    member: bool = True
    may_make_tables: bool = True


def found(seen: Seen) -> list[tuple[str, str]]:
    return [(one.level, one.key) for one in judge(vars(seen))]


def test_a_database_with_two_roles_is_well():
    assert found(Seen()) == [("ok", "embedded.database_well")]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"major": 14}, ("bad", "embedded.database_too_old")),
        ({"encoding": "SQL_ASCII"}, ("bad", "embedded.database_not_utf8")),
        ({"may_make_tables": False}, ("bad", "embedded.database_no_create")),
        ({"app_exists": False, "member": False}, ("bad", "embedded.database_no_app_role")),
        ({"member": False}, ("bad", "embedded.database_no_app_role")),
        ({"owner": "largesse_app"}, ("warning", "embedded.database_one_role")),
        ({"fsync": "off"}, ("warning", "embedded.database_fsync_off")),
    ],
)
def test_each_fault_is_one_finding(change, finding):
    assert found(replace(Seen(), **change)) == [finding]


def test_an_owner_who_may_make_roles_needs_no_role_made_for_him():
    assert found(Seen(app_exists=False, member=False, may_make_roles=True))[0][0] == "ok"
