"""A command that finds no database, no schema or a setting that makes no sense says so in one line."""

import os

import pytest
from tests.kit import ready

NOBODY = "postgresql://x@127.0.0.1:1/bank"


def told(*words, **env):
    """Run the command line; gives its exit code and what it complained of."""
    done = ready.run(*words, env={**os.environ, "LC_ALL": "C", **env})
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("words", ["audit verify", "ledger trial-balance", "draw export x", "migrate"])
def test_a_database_that_does_not_answer_is_named(words):
    code, (line,) = told(*words.split(), LARGESSE_DATABASE_URL=NOBODY)
    assert code == 2
    assert line.startswith("No database answers at 127.0.0.1:1/bank")


@pytest.mark.parametrize(
    "words",
    ["ledger verify", "staff approve 10001", "staff reset a 12345678", "begin a@bank.example 方启明"],
)
def test_a_database_without_our_schema_leads_to_migrate(servers, words):
    code, (line,) = told(*words.split(), LARGESSE_DATABASE_URL=servers.dsn("postgres"))
    assert code == 2
    assert line.endswith("Run `largesse migrate` first.")


def test_a_setting_that_makes_no_sense_is_named():
    assert told("doctor", LARGESSE_PORT="ninety") == (
        2,
        ["LARGESSE_PORT: Input should be a valid integer, unable to parse string as an integer"],
    )


def test_an_entity_that_nobody_knows_is_no_empty_balance(house):
    code, lines = told("ledger", "trial-balance", "--entity", "NOWHERE", LARGESSE_DATABASE_URL=house.dsn)
    assert code == 2
    assert any("no accounting entity NOWHERE" in line for line in lines)


def test_a_home_without_data_is_not_exported_as_an_empty_database(tmp_path):
    env = {"LARGESSE_HOME": str(tmp_path / "home"), "LARGESSE_DATABASE_URL": ""}
    code, (line,) = told("db", "export", str(tmp_path / "x.dump"), **env)
    assert (code, line.split(".")[0]) == (2, f"There is no database in {tmp_path / 'home'}")
    assert list(tmp_path.iterdir()) == []
