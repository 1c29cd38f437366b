"""A column mapping is what its schema says: the code reads no more and no less."""

import json
from typing import get_args

import msgspec
import pytest
from tests.house.tree import ROOT

from largesse.contracts.registry import folder, schema
from largesse.contracts.validate import validate
from largesse.kernel.errors import Malformed
from largesse.settlement.demo import TEA_HOUSE
from largesse.settlement.statements import profile
from largesse.settlement.statements.profile import GENERIC, LOUNGE, Profile, Trailer, profile_of

SHAPE = schema(profile.SCHEMA)["properties"]


def test_the_code_has_the_fields_and_the_choices_of_the_schema():
    assert {one.name for one in msgspec.structs.fields(Profile)} == set(SHAPE)
    assert {one.name for one in msgspec.structs.fields(Trailer)} == set(SHAPE["trailer"]["properties"])
    assert set(get_args(profile.Field)) == set(SHAPE["columns"]["properties"])
    assert set(get_args(profile.Field)) == set(SHAPE["required"]["items"]["enum"])
    assert set(get_args(profile.Encoding)) == set(SHAPE["encodings"]["items"]["enum"])
    kinds = schema(profile.SCHEMA)["$defs"]["line_type"]["enum"]
    assert set(get_args(profile.LineType)) == set(kinds)


@pytest.mark.parametrize("shipped", [GENERIC, LOUNGE, TEA_HOUSE], ids=lambda one: one.name)
def test_every_shipped_mapping_fits_the_schema_and_reads_back_the_same(shipped):
    plain = json.loads(msgspec.json.encode(shipped))
    assert validate(profile.SCHEMA, plain) == []
    assert profile_of(plain) == shipped


@pytest.mark.parametrize("name", ["tea-house", "abroad"])
def test_the_examples_are_read(name):
    text = (folder() / f"examples/valid/{profile.SCHEMA}/{name}.json").read_text("utf-8")
    assert profile_of(text).name == name


@pytest.mark.parametrize("name", ["no-columns", "by-position", "guessed-encoding"])
def test_a_mapping_that_leaves_the_schema_is_refused(name):
    text = (folder() / f"examples/invalid/{profile.SCHEMA}/{name}.json").read_text("utf-8")
    with pytest.raises(Malformed):
        profile_of(text)


@pytest.mark.parametrize(
    "change", [{"name": "tea\u202ehouse"}, {"name": " tea"}, {"sheet": "账\u2067单"}, {"name": "te\u200ba"}]
)
def test_a_mapping_holds_nothing_that_turns_or_is_not_seen(change):
    plain = json.loads(msgspec.json.encode(TEA_HOUSE))
    with pytest.raises(Malformed) as refused:
        profile_of(plain | change)
    assert refused.value.path == f"profile/{next(iter(change))}"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"ignored": ["优惠", ""]}, "profile/ignored/1"),
        ({"decimal_mark": "·"}, "profile/decimal_mark"),
        ({"line_types": {"退": "gift"}}, "profile/line_types/退"),
        ({"trailer": {"words": []}}, "profile/trailer/words"),
        ({"zone": "Mars/Olympus"}, "profile/zone"),
        ({"required": ["sku"], "columns": {"gross": ["金额"]}}, "profile/columns"),
    ],
)
def test_a_refusal_names_the_rule_it_is_about(change, place):
    plain = json.loads(msgspec.json.encode(TEA_HOUSE))
    with pytest.raises(Malformed) as refused:
        profile_of(plain | change)
    assert refused.value.path == place


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "/etc/localtime", "Asia"])
def test_a_mapping_names_a_zone_that_there_is(zone):
    with pytest.raises(Malformed):
        profile_of({"name": "x", "columns": {"gross": ["a"], "occurred_at": ["b"]}, "zone": zone})


@pytest.mark.parametrize("text", ["", "[]", "{", '{"name": 1}', "[" * 5_000, '{"name": "x", "columns": {}}'])
def test_what_is_no_mapping_is_refused_and_never_a_fault(text):
    with pytest.raises(Malformed):
        profile_of(text)


def test_the_general_mapping_knows_the_words_that_the_console_uses_for_each_field():
    copy = ROOT / "widgets/apps/console/src/rooms/settlement/profiles/copy/zh-CN.json"
    said = {
        key: word for key, word in json.loads(copy.read_text("utf-8")).items() if key.startswith("field.")
    }
    assert len(said) > 10
    columns = {f"field.{field}": heads for field, heads in GENERIC.columns.items()}
    assert {key: word for key, word in said.items() if word not in columns[key]} == {}
