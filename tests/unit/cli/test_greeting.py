"""The first words of a running installation."""

import pytest

from largesse.cli.demo_login import PEOPLE, DemoLogin
from largesse.cli.greeting import Greeting

LOGIN = DemoLogin(
    "abcd-efgh-jkmn", seeded=True, activity="mid-autumn", supplier_port=8090, other_ports={"gift": 8093}
)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


def test_the_demo_prints_its_activity_its_desk_every_log_in_and_the_one_password(capsys):
    Greeting("http://127.0.0.1:8000", "127.0.0.1", LOGIN).give()
    told = capsys.readouterr().out
    for part in (
        "/console/",
        "/a/mid-autumn",
        ":8090/desk",
        ":8093/desk",
        LOGIN.password,
        *(f"{name}@demo.bank" for name in PEOPLE),
    ):
        assert part in told


def test_on_loopback_there_is_no_code_for_a_phone_and_the_screen_says_why(capsys):
    Greeting("http://127.0.0.1:8000", "127.0.0.1", LOGIN).give()
    told = capsys.readouterr().out
    assert "HOST=lan" in told
    assert "█" not in told


def test_on_the_networks_address_a_phone_can_scan_the_code(capsys):
    Greeting("http://192.168.1.5:8000", "192.168.1.5", LOGIN).give()
    told = capsys.readouterr().out
    assert "█" in told
    assert "HOST=lan" not in told


def test_a_house_without_demo_shows_no_log_in(capsys):
    Greeting("https://largesse.bank", "10.0.0.5", None).give()
    assert "demo.bank" not in capsys.readouterr().out


def test_a_chinese_terminal_is_spoken_to_in_chinese(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    Greeting("http://127.0.0.1:8000", "127.0.0.1", LOGIN).give()
    assert "演示账号" in capsys.readouterr().out
