"""Inputs from frozen asks: each value read in one place, and refused by the name of its field."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from largesse.faces.inputs import ask_of, input_of, outside
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken, Malformed
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.writing import Name


@dataclass(frozen=True, kw_only=True)
class Begin(Ask):
    batch: UUID = asked("The batch, bat_….", id="bat")
    unit: UUID | None = asked("The org unit, unt_….", id="unt", name="org_unit", default=None)
    starts_at: datetime = asked("From when.")
    title: dict[str, str] = asked("Title.", default_factory=dict)
    ours: bool = False


def given(**more):
    known = {"key": "k", "batch": text_id("bat", new_id()), "org_unit": None, "title": None}
    return SimpleNamespace(**known | {"starts_at": datetime(2026, 10, 1, tzinfo=UTC)} | more)


def test_ids_instants_and_texts_become_the_asks_own():
    batch, unit = new_id(), new_id()
    title = SimpleNamespace(zh="茶", en="")
    one = ask_of(Begin, given(batch=text_id("bat", batch), org_unit=text_id("unt", unit), title=title))
    assert (one.batch, one.unit, one.title, one.ours) == (batch, unit, {"zh-CN": "茶", "en": "茶"}, False)


def test_what_is_not_given_takes_its_default():
    assert ask_of(Begin, given()).title == {}
    assert ask_of(Begin, given()).unit is None


@pytest.mark.parametrize("batch", ["", "bat_", "sku_01h2xcejqtf2nbrexx3vqjhp41", "BAT_1", "ｂａｔ_01"])
def test_an_id_of_another_kind_is_refused_and_named(batch):
    with pytest.raises(Malformed) as met:
        ask_of(Begin, given(batch=batch))
    assert met.value.path == "batch"


def test_a_field_outside_is_called_as_it_says():
    fields = {
        one.python_name for one in input_of(Begin, "BeginAsk", "Begin.").__strawberry_definition__.fields
    }
    assert fields == {"key", "batch", "org_unit", "starts_at", "title"}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("starts_at", "startsAt"),
        ("unit", "orgUnit"),
        ("batch", "batch"),
        ("endsAt", "endsAt"),
        ("config.base_url", "config.base_url"),
        ("/rights/0/market_value_minor", "/rights/0/market_value_minor"),
        (None, None),
    ],
)
def test_a_refusal_names_a_field_as_the_face_calls_it(path, said):
    assert outside(path, Begin) == said


def test_a_field_that_says_nothing_is_a_bug():
    @dataclass(frozen=True, kw_only=True)
    class Silent(Ask):
        word: str

    with pytest.raises(Broken, match=r"Silent\.word"):
        input_of(Silent, "SilentAsk", "Silent.")


@dataclass(frozen=True, kw_only=True)
class Rename(Ask):
    name: Name = asked("Name.")
    reason: str = asked("Why.", default="")
    document: dict[str, Any] = asked("Document.", default_factory=dict)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "王\u202e思远"),
        ("name", "王\u200b思远"),
        ("reason", "付款\u202e001"),
        ("document", {"title": "a\u2066b"}),
    ],
)
def test_what_turns_or_hides_text_is_refused_at_the_edge_by_its_field(field, value):
    fine = {"key": "k", "name": " 王思远 ", "reason": "一\n二", "document": None}
    one = ask_of(Rename, SimpleNamespace(**fine))
    assert (one.name, one.reason) == ("王思远", "一\n二")
    with pytest.raises(Malformed) as refused:
        ask_of(Rename, SimpleNamespace(**fine | {field: value}))
    assert refused.value.path == field
