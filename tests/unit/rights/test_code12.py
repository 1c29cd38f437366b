"""Codes: a slip of the finger is seen, a token holds for its window and no longer."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from largesse.kernel.errors import Malformed
from largesse.rights.codes import code12, reading

NOW = datetime(2026, 9, 20, 12, 0, 10, tzinfo=UTC)
RIGHT, OTHER, KEY = UUID(int=7), UUID(int=8), b"k" * 32


def test_a_code_reads_in_groups_and_back():
    code = code12.with_check(12345678901)
    assert len(code) == 12
    assert reading.cleaned(code12.grouped(code)) == code
    assert code12.plausible(code)
    assert reading.cleaned(" 1234-5678　9012 ") == "123456789012"


def test_a_code_is_found_in_what_was_scanned_and_what_is_none_is_left_as_it_is():
    token = code12.token(RIGHT, KEY, NOW)
    assert reading.read_code(f"http://bank/counter/tea?c={token}").code == token
    assert reading.read_code("https://bank/counter/tea?C=1234%205678%209012").code == "123456789012"
    assert reading.read_code("尾号 1234，核销码 1234 5678 9012。").code == "123456789012"
    assert reading.read_code(" 1234567890123 ").code == "1234567890123"
    assert reading.read_code("手机 13800138000").code == "手机 13800138000"


def test_every_single_slip_of_the_finger_is_seen():
    code = code12.with_check(98765432109)
    for place in range(12):
        for digit in "0123456789":
            slip = code[:place] + digit + code[place + 1 :]
            assert code12.plausible(slip) == (slip == code)


@pytest.mark.parametrize(
    "text", ["", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２"]
)
def test_what_is_not_twelve_digits_is_no_code(text):
    assert not code12.plausible(text)


def test_a_token_is_fresh_in_its_window_and_the_next():
    token = code12.token(RIGHT, KEY, NOW)
    assert code12.is_token(token)
    for after_s, fresh in ((0, True), (19, True), (49, True), (50, False), (3600, False), (-30, False)):
        assert code12.read_token(token, KEY, NOW + timedelta(seconds=after_s)) == (RIGHT, fresh)
    assert code12.token_ends(NOW) == NOW + timedelta(seconds=20)


def test_a_token_of_another_right_or_key_is_not_genuine():
    token = code12.token(RIGHT, KEY, NOW)
    swapped = token.replace(token.split(".")[1], code12.token(OTHER, KEY, NOW).split(".")[1])
    assert code12.read_token(swapped, KEY, NOW) == (OTHER, False)
    assert code12.read_token(token, b"x" * 32, NOW) == (RIGHT, False)


@pytest.mark.parametrize(
    "text", ["LG1.x.y", "LG2.a.b", "LG1." + "a" * 30, "123456789012", "LG1..", "LG1.ent_0.b"]
)
def test_a_text_that_is_no_token_is_malformed(text):
    with pytest.raises(Malformed):
        code12.read_token(text, KEY, NOW)
