"""Letters are counted as a reader sees them."""

import pytest

from largesse.kernel.graphemes import cut, graphemes, length_of


@pytest.mark.parametrize(
    ("text", "letters"),
    [("", 0), ("权益", 2), ("e\u0301a", 2), ("🇨🇳🇭🇰", 2), ("👨‍👩‍👧中", 2), ("👍🏽", 1), ("☺️!", 2)],
)
def test_a_sign_with_its_marks_is_one_letter(text, letters):
    assert length_of(text) == letters
    assert "".join(graphemes(text)) == text


def test_what_is_too_long_goes_on_with_a_sign():
    assert (cut("武夷岩茶", 3), cut("武夷", 3)) == ("武夷…", "武夷")
