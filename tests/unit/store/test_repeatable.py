"""The order in which a room's functions are applied."""

import pytest

from largesse.kernel.errors import Broken
from largesse.store.repeatable import Repeatable, ordered, repeatables


def made(name: str, after: str = "") -> Repeatable:
    return Repeatable(name, f"-- Do.\n-- after: {after}\n" if after else "-- Do.\n")


def names(*files: Repeatable) -> list[str]:
    return [one.name for one in ordered(files)]


def test_files_are_applied_by_name_unless_one_names_what_comes_before_it():
    assert names(made("c"), made("a"), made("b")) == ["a", "b", "c"]
    found = names(made("a", after="c"), made("b"), made("c"))
    assert found.index("c") < found.index("a")
    assert made("a", after="b, c").after == ("b", "c")


def test_a_circle_and_a_stranger_are_refused():
    with pytest.raises(Broken, match="circle"):
        names(made("a", after="b"), made("b", after="a"))
    with pytest.raises(Broken, match="not there"):
        names(made("a", after="z"))


def test_rooms_come_in_their_order_and_no_two_files_share_a_name(tmp_path):
    for place in ("low/noun", "high"):
        folder = tmp_path / place / "sql"
        folder.mkdir(parents=True)
        (folder / f"{place[:3]}_do.function.sql").write_text("-- Do.\n")
        (folder / "page.sql").write_text("-- Not a function.\n")
    assert [one.name for one in repeatables(tmp_path, ("low", "high"))] == ["low_do", "hig_do"]
    (tmp_path / "high/sql/low_do.function.sql").write_text("-- Do.\n")
    with pytest.raises(Broken, match="low_do"):
        repeatables(tmp_path, ("low", "high", "none"))


def test_a_checksum_is_of_the_whole_text():
    assert Repeatable("a", "x").checksum != Repeatable("a", "x\n").checksum
