"""Plugins are found by reading, never by importing."""

import json
import os
import shutil

import pytest

from largesse.kernel.settings import CHECKOUT
from largesse.plugging.packages.digest import UnfitTree, digest_of
from largesse.plugging.packages.discover import discover, read_package
from largesse_sdk.package.manifest import BadManifest

LOUNGE = CHECKOUT / "plugins" / "lounge"


@pytest.fixture
def copy(tmp_path):
    """A lounge that a test may break."""
    target = tmp_path / "plugins" / "lounge"
    shutil.copytree(LOUNGE, target, ignore=shutil.ignore_patterns("supplier", "tests", "__pycache__"))
    return target


def change(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_the_lounge_is_found_and_not_imported(copy):
    (copy / "lp_largesse_lounge" / "__init__.py").write_text("raise SystemExit('imported')\n")
    found, broken = discover([copy.parent])
    assert [one.manifest.id for one in found] == ["largesse.lounge"]
    assert found[0].entry == "lp_largesse_lounge.plugin:Lounge"
    assert broken == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not read")
def test_a_folder_of_the_path_that_may_not_be_read_is_reported(copy, tmp_path):
    tmp_path.chmod(0o700)
    os.seteuid(65_534)
    try:
        found, broken = discover([copy.parent, tmp_path / "missing"])
    finally:
        os.seteuid(0)
    assert found == []
    assert {one.folder for one in broken} >= {copy.parent}
    assert "Permission denied" in broken[0].reason


def test_a_broken_plugin_is_reported_and_stops_nothing_else(copy):
    other = copy.parent / "other"
    shutil.copytree(copy, other)
    (other / "manifest.json").write_text("{")
    found, broken = discover([copy.parent])
    assert [one.folder for one in found] == [copy]
    assert [one.folder for one in broken] == [other]


@pytest.mark.parametrize(
    "changes",
    [
        {"surprise": 1},
        {"title": {"zh-CN": "云端\u202e贵宾厅"}},
        {"summary": {"en": "Lounges \u2067and more"}},
        {"support": {"owner": "ops\u200f@lounge.example"}},
        {"id": "lounge"},
        {"version": "2.0.0"},
        {"sdk": ">=99"},
        {"sdk": "newest"},
        {"tier": "trusted"},
        {"capabilities": []},
        {"capabilities": ["root.v1"]},
        {"config_schema": "../../etc/passwd"},
        {"id": "largesse.other"},
    ],
)
def test_a_wrong_manifest_is_refused(copy, changes):
    change(copy, **changes)
    with pytest.raises(BadManifest):
        read_package(copy)


def test_links_and_compiled_code_are_refused(copy):
    (copy / "lp_largesse_lounge" / "away.py").symlink_to("/etc/passwd")
    with pytest.raises(UnfitTree):
        read_package(copy)
    (copy / "lp_largesse_lounge" / "away.py").unlink()
    (copy / "lp_largesse_lounge" / "native.so").write_bytes(b"\x7fELF")
    with pytest.raises(UnfitTree):
        read_package(copy)


def test_one_byte_one_name_or_one_more_file_changes_the_digest():
    base = digest_of({"a.py": b"1", "b.py": b"2"})
    assert digest_of({"a.py": b"1", "b.py": b"3"}) != base
    assert digest_of({"a.py": b"2", "b.py": b"1"}) != base
    assert digest_of({"a.py": b"1", "b.py": b"2", "c.py": b""}) != base
    assert digest_of({"b.py": b"2", "a.py": b"1"}) == base
