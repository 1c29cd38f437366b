"""Each home has uids of its own, out of a range that nobody else uses."""

import ctypes
import os
from pathlib import Path

import pytest

from largesse.kernel.uids import Uids, kept_uids, uids_of

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands out uids")


@as_root
def test_two_homes_have_other_uids_and_each_keeps_its_own(tmp_path):
    homes = [tmp_path / name for name in "abc"]
    for home in homes:
        home.mkdir()
    drawn = [uids_of(home) for home in homes]
    assert len({one.first for one in drawn}) == 3
    assert all(one.first >= 0x70000000 and one.of(10**9) < 2**31 for one in drawn)
    assert [uids_of(home) for home in homes] == drawn
    assert [sorted(one.name for one in home.iterdir()) for home in homes] == [["uids"]] * 3


@as_root
@pytest.mark.parametrize("text", ["", "0 16384", "1000 16384", "1879048193 16384", "2147483648 16384", "x y"])
def test_a_file_that_names_no_such_block_counts_for_nothing(tmp_path, text):
    (tmp_path / "uids").write_text(text)
    assert kept_uids(tmp_path) is None


@as_root
def test_a_file_that_somebody_else_wrote_counts_for_nothing(tmp_path):
    drawn = uids_of(tmp_path)
    assert kept_uids(tmp_path) == drawn
    os.chown(tmp_path / "uids", 1, 1)
    assert kept_uids(tmp_path) is None


@as_root
@pytest.mark.parametrize(("ids", "block"), [(65_536, Uids(60_706, 478)), (1, None)])
def test_where_a_container_has_few_ids_a_smaller_block_is_taken_and_none_where_it_has_none(
    tmp_path, ids, block
):
    ready, told = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        ctypes.CDLL(None).unshare(0x10000000)
        os.write(ready[1], b".")
        os.close(told[1])
        os.read(told[0], 1)
        os._exit(0 if uids_of(tmp_path) == block else 1)
    os.read(ready[0], 1)
    for table in ("gid_map", "uid_map"):
        Path(f"/proc/{child}/{table}").write_text(f"0 0 {ids}")
    for end in (*ready, *told):
        os.close(end)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_installations_get_every_uid_but_the_houses():
    block = Uids(0x70000000, 2**14)
    given = {block.of(number) for number in range(2**14 - 1)}
    assert len(given) == 2**14 - 1
    assert block.first not in given
