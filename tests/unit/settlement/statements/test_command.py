"""``largesse statement read`` tells a verdict whatever it is given."""

import json
import os

import pytest
from tests.kit import ready


def run(*words, data=b""):
    done = ready.run("statement", "read", *words, env=os.environ, data=data)
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_a_loadable_file_ends_with_zero_and_tells_lines_controls_and_verdict(tmp_path):
    file = tmp_path / "账单.csv"
    file.write_text("供应商订单号,核销时间,结算金额\nA,2026-03-01,100.00\n合计,1笔,100.00\n", "utf-8")
    done = run(file, "--json")
    verdict = json.loads(done.stdout)
    assert done.returncode == 0
    assert verdict["verdict"] == "loadable"
    assert verdict["controls"]["ties"]
    assert verdict["lines"][0]["gross_minor"] == 10000
    assert run(file).stdout.splitlines()[-1] == "loadable  1 lines  CNY 100.00"


def test_a_wrong_total_ends_with_one_and_says_why(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("供应商订单号,核销时间,结算金额\nA,2026-03-01,100.00\n合计,1笔,100.01\n", "utf-8")
    done = run(file, "--json", "--locale", "en")
    verdict = json.loads(done.stdout)
    assert done.returncode == 1
    assert [r["code"] for r in verdict["reasons"]] == ["settlement.statement.sum_differs"]
    assert verdict["reasons"][0]["message"] == "A sum of CNY 100.01 declared, CNY 100.00 read."


@pytest.mark.parametrize("data", [b"", b"\xff\x00\xfe" * 99, b"PK\x03\x04" + bytes(range(256)), b"<table>"])
def test_hostile_bytes_end_with_one_and_one_json_object(data):
    done = run("-", "--json", data=data)
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "quarantined"


def test_an_absent_file_and_a_bad_profile_are_reasons_too(tmp_path):
    assert json.loads(run(tmp_path / "none.csv", "--json").stdout)["reasons"][0]["code"].endswith(
        "file_unreadable"
    )
    profile = tmp_path / "profile.json"
    profile.write_text('{"name": "x", "columns": {"grosss": ["a"]}}')
    done = run("-", "--json", "--profile", profile, data=b"a,b\n")
    assert json.loads(done.stdout)["reasons"][0]["code"].endswith("profile_unreadable")
