"""Codes that the house makes: no character looks like another, and a slip of the finger is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.kernel.errors import Malformed
from largesse.rights.code_lots.made_code import ALPHABET, check_of, form_given, made_code, plausible

BODY = st.text(ALPHABET, min_size=10, max_size=16)


def test_no_two_characters_look_alike_and_no_code_reads_as_an_exponent():
    assert len(set(ALPHABET)) == len(ALPHABET) == 28
    assert set(ALPHABET).isdisjoint("01OILEUZ")


@given(BODY, st.data())
def test_a_body_carries_its_check_and_each_wrong_character_is_found(body, data):
    whole = body + check_of(body)
    assert plausible(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(whole[at], "")))
    assert not plausible(whole[:at] + other + whole[at + 1 :])


@given(BODY, st.data())
def test_neighbours_that_changed_places_are_found_but_for_the_ends_of_the_alphabet(body, data):
    whole = body + check_of(body)
    at = data.draw(st.integers(0, len(whole) - 2))
    pair = {whole[at], whole[at + 1]}
    if len(pair) == 2 and pair != {ALPHABET[0], ALPHABET[-1]}:
        assert not plausible(whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :])


def test_a_code_begins_as_asked_and_no_two_are_alike():
    form = form_given(1, " lg- ", 12)
    codes = {made_code(form) for _ in range(500)}
    assert len(codes) == 500
    assert all(one.startswith("LG-") and plausible(one[3:]) for one in codes)
    assert not plausible("lower-case")


@pytest.mark.parametrize(("count", "prefix", "body"), [(0, "", 12), (1, "", 9), (1, "", 33), (1, "带", 12)])
def test_what_could_be_guessed_or_is_no_form_is_refused(count, prefix, body):
    with pytest.raises(Malformed):
        form_given(count, prefix, body)
