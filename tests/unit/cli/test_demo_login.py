"""The demo's memory: one password, kept from run to run, readable by its owner only."""

import stat

from largesse.cli.demo_login import DemoLogin, demo_login, keep, slug_in


def test_a_password_is_made_once_and_kept(tmp_path):
    made = demo_login(tmp_path)
    assert len(made.password) >= 12
    assert demo_login(tmp_path) == made
    assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600


def test_two_homes_have_two_passwords(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert demo_login(tmp_path / "a").password != demo_login(tmp_path / "b").password


def test_what_was_learnt_is_kept(tmp_path):
    learnt = DemoLogin("x", seeded=True, activity="mid-autumn", supplier_port=8090)
    keep(tmp_path, learnt)
    assert demo_login(tmp_path) == learnt


def test_the_activity_is_read_from_the_last_object_that_the_demo_printed(tmp_path):
    log = tmp_path / "demo.log"
    log.write_text('a line\n{"activity": "early"}\n{"activity": "mid-autumn"}\n')
    assert slug_in(log) == "mid-autumn"
