"""Production and the demo exclude each other, told before anything starts."""

import os
import subprocess
import sys

import pytest

from largesse.cli.production import refuse_demo, wants_demo
from largesse.embedded.refusals import DemoInProduction
from largesse.kernel.settings import Settings


@pytest.fixture
def chosen(monkeypatch):
    """Give the settings that an environment makes."""

    def make(**env):
        for name in ("LARGESSE_DEMO", "LARGESSE_ENVIRONMENT", "LARGESSE_DATABASE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in env.items():
            monkeypatch.setenv(f"LARGESSE_{name}", value)
        return Settings()

    return make


@pytest.mark.parametrize(
    ("env", "asked", "opens"),
    [
        ({}, None, True),
        ({}, False, False),
        ({"DATABASE_URL": "postgresql://db/bank"}, None, False),
        ({"DATABASE_URL": "postgresql://db/bank", "DEMO": "true"}, None, True),
        ({"DEMO": "false"}, None, False),
        ({"ENVIRONMENT": "production"}, None, False),
        ({"ENVIRONMENT": "production"}, False, False),
        ({"ENVIRONMENT": "production", "DEMO": "false"}, None, False),
    ],
)
def test_the_embedded_database_opens_the_demo_in_development_only(chosen, env, asked, opens):
    assert wants_demo(chosen(**env), asked) is opens


@pytest.mark.parametrize(("env", "asked"), [({}, True), ({"DEMO": "true"}, None), ({"DEMO": "true"}, True)])
def test_who_asks_production_for_the_demo_is_refused(chosen, env, asked):
    with pytest.raises(DemoInProduction):
        wants_demo(chosen(ENVIRONMENT="production", **env), asked)


def test_no_setting_makes_a_door_of_the_demo_open_in_production(chosen):
    assert chosen(DEMO="true").demo
    assert not chosen(DEMO="true", ENVIRONMENT="production").demo


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("up --demo", "C", "refuses the demo"),
        ("up", "zh_CN.UTF-8", "生产环境"),
        ("demo", "C", "refuses the demo"),
        ("web --fd 0", "C", "refuses the demo"),
        ("worker", "C", "refuses the demo"),
    ],
)
def test_every_command_that_starts_something_says_how_to_go_on(tmp_path, words, language, said):
    env = {
        **os.environ,
        "LC_ALL": language,
        "PYTHONIOENCODING": "utf-8",
        "LARGESSE_HOME": str(tmp_path / "home"),
        "LARGESSE_ENVIRONMENT": "production",
        "LARGESSE_DEMO": "false" if "--demo" in words else "true",
        "LARGESSE_DEMO_PASSWORD": "something-known",
    }
    argv = [sys.executable, "-P", "-m", "largesse.cli", *words.split()]
    done = subprocess.run(argv, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 2
    assert said in done.stderr
    assert "LARGESSE_ENVIRONMENT=development" in done.stderr
    assert not (tmp_path / "home").exists()


async def test_a_database_that_is_silent_empty_or_somebodys_own_is_no_demo(servers, house, chosen):
    production = chosen(ENVIRONMENT="production")
    for address in ("postgresql://x@127.0.0.1:1/bank", servers.dsn("postgres"), house.dsn):
        await refuse_demo(production, address)
