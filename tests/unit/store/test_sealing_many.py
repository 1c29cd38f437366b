"""Sealing many values at once makes what sealing them one by one makes."""

import pytest

from largesse.kernel.errors import Broken
from largesse.store.sealing import blind_index, open_sealed
from largesse.store.sealing_many import blind_many, seal_many


def test_each_value_opens_under_its_own_context_and_under_no_other():
    first, second = seal_many([(b"AB12", "pool:1"), (b"CD34", "pool:2")])
    assert (open_sealed(first, "pool:1"), open_sealed(second, "pool:2")) == (b"AB12", b"CD34")
    with pytest.raises(Broken):
        open_sealed(first, "pool:2")


def test_the_same_value_is_sealed_differently_each_time_and_found_by_the_same_index():
    assert len(set(seal_many([(b"AB12", "pool:1")] * 3))) == 3
    assert blind_many(["AB12", "CD34"], "pool") == [blind_index("AB12", "pool"), blind_index("CD34", "pool")]
