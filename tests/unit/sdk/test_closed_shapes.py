"""What a provider tells fits into closed shapes, and nothing else travels."""

import dataclasses

import pytest
from lp_largesse_lounge.plugin import Lounge

from largesse.kernel.settings import CHECKOUT
from largesse_sdk import Attendance, Case, FormField, ProviderEvent, Shipment, Tracking
from largesse_sdk.kit import checks_for
from largesse_sdk.kit.supplier.street import trade_of
from largesse_sdk.package.manifest import read
from largesse_sdk.wire import closed, typed

AT = "2026-12-01T08:00:00+08:00"
CAME = {"state": "attended", "items": ["BLOOD"], "top_up": {"amount_minor": 1, "currency": "CNY"}}
EVENT = {"provider_ref": "P1", "at": AT, "kind": "attendance", "attendance": CAME}


def test_an_event_in_its_shape_is_taken():
    assert closed(EVENT, ProviderEvent).attendance.items == ("BLOOD",)
    assert closed([EVENT, EVENT], list[ProviderEvent])[1].kind == "attendance"


@pytest.mark.parametrize(
    "beyond",
    [
        {**EVENT, "result": "normal"},
        {**EVENT, "data": {}},
        {**EVENT, "attendance": {**CAME, "result": "normal"}},
        {**EVENT, "attendance": {**CAME, "items": ["blood pressure 120/80"]}},
        {**EVENT, "attendance": {**CAME, "top_up": {**CAME["top_up"], "for": "biopsy"}}},
        {**EVENT, "said": "all values are fine"},
        {**EVENT, "at": "2026-12-01T08:00:00"},
    ],
)
def test_what_could_carry_a_result_or_names_no_offset_is_not(beyond):
    with pytest.raises(ValueError):
        closed(beyond, ProviderEvent)
    with pytest.raises(ValueError):
        closed([EVENT, beyond], list[ProviderEvent])


def test_no_shape_that_a_provider_tells_has_room_for_anything():
    for kind in (ProviderEvent, Attendance, Shipment, Case, Tracking):
        loose = [one.name for one in dataclasses.fields(kind) if "Any" in str(one.type)]
        assert loose == []


@pytest.mark.parametrize(
    "kind", [{"kind": "attendance"}, {"kind": "shipped"}, {"kind": "case_assigned"}, {"kind": "case_closed"}]
)
def test_a_kind_without_its_facts_is_refused(kind):
    with pytest.raises(ValueError, match="without its facts"):
        typed({"provider_ref": "P1", "at": AT} | kind, ProviderEvent)
    with pytest.raises(ValueError, match="without its facts"):
        typed({"provider_ref": "P1", "at": AT, "kind": "case_closed", "case": {}}, ProviderEvent)


def test_a_personal_field_names_its_purpose_in_both_languages():
    asked = {"name": "sex", "title": {"zh-CN": "性别"}, "personal": "beneficiary.sex"}
    with pytest.raises(ValueError, match="names no purpose"):
        typed(asked | {"purpose": {"zh-CN": "核对"}}, FormField)
    assert typed(asked | {"purpose": {"zh-CN": "核对", "en": "Check"}}, FormField).personal


@pytest.mark.parametrize("name", ["lounge", "health", "legal", "gift"])
def test_each_program_has_one_trade_and_each_manifest_tells_what_its_acts_do(name):
    trade = trade_of(CHECKOUT / "plugins" / name / "supplier")
    assert trade.word == name
    assert trade.products
    assert read(CHECKOUT / "plugins" / name).tells


def test_a_check_of_an_optional_method_is_asked_only_of_who_has_it():
    asked = {one.offer for one in checks_for(Lounge()) if one.offer}
    assert asked == {"places"}
