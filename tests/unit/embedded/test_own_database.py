"""What a database that the settings name must be like."""

from dataclasses import replace

import pytest

from largesse.embedded.own_database import DatabaseState, findings_of

WELL = DatabaseState(
    major=15,
    encoding="UTF8",
    fsync="on",
    owner="keeper",
    app_exists=True,
    may_make_roles=False,
    member=True,
    may_make_tables=True,
)


def found(state: DatabaseState) -> list[tuple[str, str]]:
    return [(one.level, one.key) for one in findings_of(state)]


def test_a_database_with_two_roles_is_well():
    assert found(WELL) == [("ok", "embedded.database_well")]


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
    assert found(replace(WELL, **change)) == [finding]


def test_an_owner_who_may_make_roles_needs_no_role_made_for_him():
    assert found(replace(WELL, app_exists=False, member=False, may_make_roles=True))[0][0] == "ok"
