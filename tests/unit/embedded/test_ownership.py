"""Folders of a home come over from root to the house's account: these, no others, again if interrupted."""

import os
from pathlib import Path

import pytest

from largesse.embedded.account import Account
from largesse.embedded.ownership import hand_over, handed_to, take_back
from largesse.kernel.uids import uids_of

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def account(tmp_path: Path) -> Account:
    block = uids_of(tmp_path)
    assert block
    return Account("largesse", block.first, block.first)


def old_home(home: Path) -> None:
    for name in ("keys/master", "blobs/aa/aabb", "plugins/code/0f/lp_x/__init__.py", "supplier/lounge/store"):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (home / "plugins/runtime/sdk").mkdir(parents=True)
    (home / "logs").mkdir()


def roots(home: Path) -> set[str]:
    return {str(one.relative_to(home)) for one in home.rglob("*") if one.lstat().st_uid == 0}


def test_what_the_house_writes_comes_over_and_all_else_stays_roots(tmp_path, account):
    old_home(tmp_path)
    assert handed_to(tmp_path) is None
    hand_over(tmp_path, account)
    assert roots(tmp_path) == {"uids", "logs", "plugins", "plugins/runtime", "plugins/runtime/sdk"}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "plugins/code").stat().st_mode & 0o777 == 0o755
    assert handed_to(tmp_path) == account


def test_neither_links_nor_files_of_others_come_over(tmp_path, account):
    old_home(tmp_path)
    secret = tmp_path / "logs" / "secret"
    secret.write_text("x")
    (tmp_path / "blobs/soft").symlink_to(secret)
    (tmp_path / "blobs/hard").hardlink_to(secret)
    (tmp_path / "blobs/theirs").write_text("x")
    os.chown(tmp_path / "blobs/theirs", 12345, 12345)
    hand_over(tmp_path, account)
    assert secret.stat().st_uid == 0
    assert (tmp_path / "blobs/soft").lstat().st_uid == 0
    assert (tmp_path / "blobs/theirs").stat().st_uid == 12345


def test_a_link_in_the_place_of_a_folder_is_not_entered(tmp_path, account):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("x")
    (tmp_path / "blobs").symlink_to(outside)
    with pytest.raises(OSError, match="blobs"):
        hand_over(tmp_path, account)
    assert (outside / "file").stat().st_uid == 0


def test_who_was_interrupted_begins_again_and_who_kept_root_meanwhile_too(tmp_path, account):
    old_home(tmp_path)
    hand_over(tmp_path, account)
    os.chown(tmp_path / "blobs", 0, 0)  # the folder itself comes last
    (tmp_path / "blobs/aa/left").write_text("x")
    hand_over(tmp_path, account)
    assert (tmp_path / "blobs/aa/left").stat().st_uid == account.uid
    take_back(tmp_path)
    assert handed_to(tmp_path) is None
    (tmp_path / "plugins/code/0f/later").write_text("x")
    hand_over(tmp_path, account)
    assert (tmp_path / "plugins/code/0f/later").stat().st_uid == account.uid
