"""Ids, money, canonical JSON, sealing."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.kernel.canonical import digest, dumps
from largesse.kernel.errors import Broken, Malformed
from largesse.kernel.ids import new_id, parse_id, text_id
from largesse.kernel.money import Money, Rounding, allocate, figure, ratio
from largesse.store import sealing


@given(st.uuids())
def test_an_id_comes_back_from_its_outside_form(value):
    assert parse_id("ent", text_id("ent", value)) == value


@pytest.mark.parametrize(
    "text", ["", "ent", "bat_" + "0" * 26, "ent_" + "0" * 25, "ent_" + "u" * 26, "ent_" + "z" * 26]
)
def test_a_foreign_id_is_sent_back(text):
    with pytest.raises(Malformed):
        parse_id("ent", text)


def test_ids_of_one_process_rise_and_never_repeat():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(UUID(int=one.int).version == 7 for one in made[:10])


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_a_split_loses_no_cent_and_favours_nobody_by_more_than_one(amount, weights):
    shares = allocate(amount, weights)
    assert sum(shares) == amount
    exact = [amount * w / sum(weights) for w in weights]
    assert all(abs(s - e) <= 1 for s, e in zip(shares, exact, strict=True))


@pytest.mark.parametrize(
    ("amount", "read", "plain"),
    [
        (Money(123_456, "CNY"), "CNY 1,234.56", "1234.56"),
        (Money(-5, "CNY"), "CNY -0.05", "-0.05"),
        (Money(1_235, "JPY"), "JPY 1,235", "1235"),
        (Money(-1_234_567, "KWD"), "KWD -1,234.567", "-1234.567"),
        (Money(2**53 - 1, "CLF"), "CLF 900,719,925,474.0991", "900719925474.0991"),
    ],
)
def test_an_amount_is_written_with_the_decimals_of_its_currency(amount, read, plain):
    assert str(amount) == read
    assert figure(amount.amount_minor, amount.currency) == plain


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [(Rounding.HALF_UP, 3), (Rounding.HALF_EVEN, 2), (Rounding.DOWN, 2), (Rounding.UP, 3)],
)
def test_rounding_is_what_its_name_says(rounding, expected):
    assert ratio(5, 1, 2, rounding) == expected
    assert ratio(-5, 1, 2, rounding) == -expected


def test_currencies_do_not_mix():
    with pytest.raises(Broken):
        Money(1, "CNY") + Money(1, "HKD")
    assert Money(1, "CNY") + Money(2, "CNY") == Money(3, "CNY")


def test_the_order_of_keys_does_not_change_a_digest():
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert dumps({"b": 1, "a": "中"}) == '{"a":"中","b":1}'.encode()


@pytest.mark.parametrize("name", ["aesgcm1", "sm4gcm1"])
def test_a_sealed_value_opens_only_where_it_was_sealed_for(name, monkeypatch):
    chosen = sealing.settings().model_copy(update={"sealing": name})
    monkeypatch.setattr(sealing, "settings", lambda: chosen)
    sealed = sealing.seal("身份证".encode(), "client:1")
    assert sealed.startswith(f"{name}:")
    assert sealing.open_sealed(sealed, "client:1").decode() == "身份证"
    with pytest.raises(Broken):
        sealing.open_sealed(sealed, "client:2")
    with pytest.raises(Broken):
        sealing.open_sealed(sealed[:-6] + "AAAAA=", "client:1")
