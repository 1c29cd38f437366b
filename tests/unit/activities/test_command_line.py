"""``largesse activity check``: the same check on the command line, for anybody's file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from largesse.cli.activity import app

EXAMPLE = Path(__file__).resolve().parents[3] / "schemas/examples/valid/activity.v1/autumn-wheel.json"
LARGESSE = Path(sys.executable).with_name("largesse")


def run(*words, stdin=None, **env):
    """Run the real command with no database to be found; a traceback is never an answer."""
    clean = {key: value for key, value in os.environ.items() if "DATABASE_URL" not in key} | env
    done = subprocess.run(
        [LARGESSE, "activity", "check", *words],
        capture_output=True,
        input=stdin,
        env=clean,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


def verdict(*words, **more):
    done = run(*words, "--json", **more)
    answer = json.loads(done.stdout)
    assert set(answer) == {"ok", "problems"}
    assert all(set(one) == {"code", "path", "severity", "message"} for one in answer["problems"])
    assert done.returncode == (0 if answer["ok"] else 1)
    return answer


def codes(answer):
    return [one["code"] for one in answer["problems"]]


def test_a_sound_document_is_ok_and_ends_with_zero():
    assert verdict(EXAMPLE) == {"ok": True, "problems": []}
    assert verdict("-", stdin=EXAMPLE.read_bytes()) == {"ok": True, "problems": []}
    assert run(EXAMPLE).stdout == b"ok\n"


def test_a_document_that_breaks_all_three_rules_is_told_all_three(tmp_path):
    document = json.loads(EXAMPLE.read_text("utf-8"))
    document["rights"][0]["market_value_minor"] = 5_000_001
    document["plays"][0]["decide"]["items"][0]["ppm"] = 70_000
    del document["disclosure"]["contact"]
    document["disclosure"]["odds"] = {"zh-CN": "贵宾厅礼遇 7%，岩茶礼盒 20%，月色相伴 72%"}
    document["disclosure"]["prize_list"] = {
        "zh-CN": "机场贵宾厅单次礼遇（参考价值 50,000.01 元）；武夷岩茶礼盒（参考价值 198.00 元）"
    }
    file = tmp_path / "三错.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    answer = verdict(file)
    assert codes(answer) == [
        "activities.disclosure_missing",
        "activities.odds_not_whole",
        "activities.prize_over_ceiling",
        "activities.winners_untold",
    ]
    assert [one["path"] for one in answer["problems"]] == [
        "/disclosure/contact",
        "/plays/0/decide/items",
        "/plays/0/decide/items/0",
        "/disclosure/winners",
    ]
    assert "联系方式" in answer["problems"][0]["message"]
    assert "contact" in verdict(file, "--locale", "en")["problems"][0]["message"]


def test_people_get_lines_they_can_read(tmp_path):
    file = tmp_path / "empty.json"
    file.write_text("{}", "utf-8")
    done = run(file)
    assert done.returncode == 1
    assert "缺少字段" in done.stdout.decode()


HOSTILE = {
    "not_json": b"{'a': 1}",
    "not_utf8": b'{"a": "\xff"}',
    "too_deep": b"[" * 100_000 + b"]" * 100_000,
    "too_large": b'{"a": "' + b"x" * 1_100_000 + b'"}',
    "not_plain": b'{"a": 99999999999999999999999}',
    "wrong_type": b"3",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_problem_and_never_a_traceback(name):
    assert codes(verdict("-", stdin=HOSTILE[name])) == [f"contracts.{name}"]


@pytest.mark.parametrize("path", ["/nowhere/at/all.json", "/", b"/tmp/\xff\xfe"])
def test_a_file_that_cannot_be_read_gets_a_problem(path):
    assert codes(verdict(path)) == ["contracts.unreadable"]


def test_a_file_without_end_is_cut_short():
    assert codes(verdict("/dev/zero")) == ["contracts.too_large"]


@pytest.mark.parametrize("words", [(), ("a", "b"), (EXAMPLE, "--locale", "fr"), (EXAMPLE, "--nonsense")])
def test_wrong_usage_ends_with_two(words):
    assert run(*words).returncode == 2


def test_a_terminal_that_knows_no_chinese_still_gets_an_answer():
    assert verdict("/nowhere", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")["ok"] is False


def test_a_document_is_simulated_without_a_database_and_what_stands_in_the_way_is_said():
    def simulated(*words):
        return CliRunner().invoke(app, ["simulate", str(EXAMPLE), "--rounds", "2", *words])

    done = simulated("--clients", "20")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["rounds"], found["cost_minor"]["most"] <= found["worst_minor"]) == (
        0,
        2,
        True,
    )
    wrong = simulated("--clients", "0")
    assert (wrong.exit_code, "50000" in wrong.stdout) == (1, True)
