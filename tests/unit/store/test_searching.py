"""What people type into a search finds what they mean, and nothing that they did not type."""

import re

import pytest

from largesse.store.pinyin import beginning_with, letters_of
from largesse.store.searching import pattern


def finds(typed, text):
    return re.search(pattern(typed), text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kafei", "精品咖啡券"),
        ("kf", "精品咖啡券"),
        ("kafe", "精品咖啡券"),
        ("ka fei", "精品咖啡券"),
        ("shfh", "上海分行"),
        ("shanghaifh", "上海分行"),
        ("yinhang", "示范银行"),
        ("lvcha", "绿茶"),
        ("lücha", "绿茶"),
        ("zengguofan", "曾国藩"),
        ("kafei50", "咖啡 50 元"),
        ("b0l", "B-2026-BO1-A"),
        ("Ｂ-2026", "B-2026-TEA"),
        ("b-2026", "Ｂ－２０２６"),
        ("茶礼", "茶礼盒"),
        ("武夷 茶", "武夷茶"),
        ("100%", "满100%返"),
    ],
)
def test_what_is_meant_is_found(typed, text):
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kafei", "咖喱饭"),
        ("k", "咖啡"),
        ("%", "B-2026"),
        (".", "B-2026"),
        ("a|b", "abacus"),
        ("[a-z]", "abc"),
        ("(a+)+$", "aaaa"),
        ("a\\", "a"),
    ],
)
def test_what_was_not_typed_is_not_found(typed, text):
    assert not finds(typed, text)


@pytest.mark.parametrize("typed", [None, "", "   ", "\u200b", "\x00"])
def test_nothing_typed_is_no_search(typed):
    assert pattern(typed) is None


@pytest.mark.parametrize("typed", ["sa" * 50, "a" * 10_000, "shanghai" * 3, "iiiiiiiiii", "王" * 10_000])
def test_a_pattern_stays_small_whatever_is_typed(typed):
    assert len(pattern(typed)) < 30_000


def test_every_letter_of_the_name_order_has_a_reading():
    assert len(letters_of()) == 399
    assert "" not in letters_of()
    assert "啡" in beginning_with("fe")
    assert beginning_with("zzz") == ""
