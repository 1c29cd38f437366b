"""What events of orders mean, which pages there are, and what stands in words."""

from datetime import UTC, datetime

import pytest

from largesse.plugging.calls.reply import Reply
from largesse.rights.entitlements.placing import ProviderAway
from largesse.rights.order_events.order_event import (
    Attended,
    CaseNote,
    Facts,
    Paid,
    Parcel,
    means,
    pages_of,
)
from largesse.rights.provider_calls.answers import Link
from largesse.rights.provider_calls.asking import (
    NotOffered,
    ProviderDeclined,
    ProviderSilent,
    read_as,
    refusal_of,
)
from largesse.rights.provider_calls.told import note_of, status_of

CAME = {state: Facts(attendance=Attended(state=state)) for state in ("attended", "partial", "absent")}
CLOSED = {end: Facts(case=CaseNote(closed=end)) for end in ("served", "withdrawn")}


@pytest.mark.parametrize(
    ("kind", "facts", "meaning"),
    [
        ("attendance", CAME["attended"], "used"),
        ("attendance", CAME["partial"], "used"),
        ("attendance", CAME["absent"], "served"),
        ("case_closed", CLOSED["served"], "used"),
        ("case_closed", CLOSED["withdrawn"], "undone"),
        ("issued", Facts(), "served"),
        ("report_ready", Facts(), "served"),
        ("case_assigned", Facts(case=CaseNote()), "served"),
        ("shipped", Facts(), "served"),
        ("delivered", Facts(), "used"),
        ("used", Facts(), "used"),
        ("returned", Facts(), "undone"),
        ("cancelled", Facts(), "undone"),
        ("refunded", Facts(), "undone"),
        ("expired", Facts(), "nothing"),
        ("unknown", Facts(), "nothing"),
        ("attendance", Facts(), "nothing"),
    ],
)
def test_an_event_means_that_it_is_served_used_undone_or_nothing(kind, facts, meaning):
    assert means(kind, facts) == meaning


EVERY = ("order", "report", "track", "documents")


@pytest.mark.parametrize(
    ("state", "told", "used_up", "pages"),
    [
        ("created", ["report_ready"], False, []),
        ("completed", [], False, ["order", "documents"]),
        ("completed", ["attendance", "report_ready"], True, ["documents", "report"]),
        ("completed", ["attendance", "report_ready"], False, ["order", "documents", "report"]),
        ("completed", ["used"], True, ["documents"]),
        ("completed", ["shipped"], False, ["documents", "track"]),
        ("completed", ["case_closed"], True, ["order"]),
        ("cancelled", ["shipped", "returned"], False, []),
    ],
)
def test_a_page_can_be_opened_while_there_is_something_on_it(state, told, used_up, pages):
    assert pages_of(EVERY, state, told, used_up=used_up) == pages
    assert pages_of((), state, told, used_up=used_up) == []


def test_a_status_is_one_line_in_the_reader_s_language():
    sent = Facts(shipment=Parcel(carrier="顺丰速运", tracking_no="SF1"))
    assert status_of("shipped", sent, "en", "Asia/Shanghai") == "On its way: 顺丰速运 SF1"
    at = datetime(2026, 12, 1, 2, tzinfo=UTC)
    case = Facts(case=CaseNote(assignee="周律师", messages_left=1, answer_by=at))
    assert status_of("case_assigned", case, "zh-CN", "Asia/Shanghai").endswith("2026-12-01 10:00 前答复")
    assert "1 message left" in status_of("case_assigned", case, "en", "Asia/Shanghai")
    assert status_of("attendance", CAME["partial"], "zh-CN", "Asia/Shanghai") == "部分到检"
    assert status_of("case_closed", CLOSED["served"], "en", "Asia/Shanghai") == "Case closed"
    assert note_of(Facts(), "en") == ""
    paid = Facts(attendance=Attended(state="partial", items=("BLOOD",), top_up=Paid(16_000, "CNY")))
    assert note_of(paid, "en") == "Done: BLOOD · Paid on site: CNY 160.00"


@pytest.mark.parametrize(
    ("outcome", "code", "retry", "kind"),
    [
        ("failed", "plugging.not_enabled", None, ProviderAway),
        ("failed", "plugging.not_offered", None, NotOffered),
        ("failed", "plugin.not_supported", None, NotOffered),
        ("failed", "health.slot_full", None, ProviderDeclined),
        ("failed", "plugin.unavailable", 60.0, ProviderSilent),
        ("unknown", "plugging.timed_out", None, ProviderSilent),
    ],
)
def test_only_a_no_that_was_meant_is_final(outcome, code, retry, kind):
    assert isinstance(refusal_of(Reply(outcome=outcome, code=code, retry_after_s=retry)), kind)


def test_an_answer_of_another_shape_is_no_answer():
    assert read_as({"url": "https://a.example/"}, Link).url == "https://a.example/"
    with pytest.raises(ProviderSilent):
        read_as({"expires_at": None}, Link)
