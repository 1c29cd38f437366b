"""Checks of what a manifest offers beyond the required methods, and of what the provider tells by itself."""

import uuid
from datetime import UTC, datetime
from typing import Any

from largesse_sdk.contracts.events import ProviderEvent, Tracking, TrackQuery
from largesse_sdk.contracts.forms import FormField, FormQuery, FormSchema
from largesse_sdk.contracts.rights_types import (
    CataloguePage,
    CatalogueQuery,
    ClientLink,
    ClientLinkRequest,
    Fulfilment,
    FulfilmentQuery,
    Place,
    PlacePage,
    PlaceQuery,
    ReleaseRequest,
    SlotPage,
)
from largesse_sdk.errors import Declined
from largesse_sdk.kit.rule import Check
from largesse_sdk.kit.subject import Subject
from largesse_sdk.process.egress import allowed
from largesse_sdk.values import Outcome, Person
from largesse_sdk.wire import closed, plain

RIGHTS = "rights_provider.v1"
PAGES_MAX = 200
_ANSWERS = {
    "text": "李雷",
    "phone": "13800138000",
    "date": "1980-05-17",
    "id_number": "11010519491231002X",
    "address": "上海市浦东新区世纪大道 100 号",
}


async def _c31(subject: Subject) -> None:
    every = await _places(subject)
    assert every, "there is no place"
    assert len({one.ref for one in every}) == len(every), "a place is there twice"
    city = every[-1].city
    there = await _places(subject, city=city)
    assert {one.ref for one in there} == {one.ref for one in every if one.city == city}, "a city's are others"
    aim = next((one for one in every[::-1] if one.latitude is not None and one.longitude is not None), None)
    if aim is not None:
        near: PlacePage = await subject.call(
            f"{RIGHTS}.places", PlaceQuery(near=(aim.latitude or 0.0, aim.longitude or 0.0))
        )
        assert near.places[0].ref == aim.ref, "the nearest place does not come first"


async def _c32(subject: Subject) -> None:
    asked = subject.bench.slot_query()
    page: SlotPage = _as_host(await subject.call(f"{RIGHTS}.slots", asked), SlotPage)
    assert page.slots, "there is no session"
    assert len({one.ref for one in page.slots}) == len(page.slots), "a session is there twice"
    starts = [one.start for one in page.slots]
    assert starts == sorted(starts), "the sessions are not in order of time"
    for one in page.slots:
        day = one.start.date()
        assert asked.day_from <= day <= asked.day_to, f"{one.ref} lies outside of the days"
        assert one.start < one.end, f"{one.ref} ends before it begins"
        assert one.free > 0 or one.unavailable, f"{one.ref} is full and does not say so"
        assert one.free >= 0, f"{one.ref} has fewer than no places"


async def _c33(subject: Subject) -> None:
    named = {one.field for one in subject.manifest.pii}
    page: CataloguePage = await subject.call(f"{RIGHTS}.catalogue_sync", CatalogueQuery())
    for item in page.items:
        answer = await subject.call(f"{RIGHTS}.form_schema", FormQuery(sku=item.sku))
        form: FormSchema = _as_host(answer, FormSchema)
        asked = {one.personal for one in form.fields if one.personal}
        assert asked <= named, f"the manifest does not name {sorted(asked - named)}"
        chosen = [one.name for one in form.fields if one.kind == "choice" and not one.choices]
        assert not chosen, f"nothing can be chosen in {chosen}"


async def _c34(subject: Subject) -> None:
    issued = await _issued(subject)
    for purpose in subject.manifest.pages or ["order"]:
        ask = ClientLinkRequest(provider_ref=issued, purpose=purpose)
        link: ClientLink = _as_host(await subject.call(f"{RIGHTS}.client_link", ask), ClientLink)
        rules, config = subject.manifest.links, subject.bench.config
        assert allowed(link.url, rules, config), "the manifest's links do not allow this address"
        assert link.expires_at is None or link.expires_at > datetime.now(UTC), "the page has ended already"
    try:
        await subject.call(f"{RIGHTS}.client_link", ClientLinkRequest(provider_ref="no-such-order"))
    except Declined:
        return
    raise AssertionError("an order that is not there has a page")


async def _c35(subject: Subject) -> None:
    ask, key = subject.bench.amendment(await _issued(subject)), uuid.uuid4().hex
    before = await subject.bench.orders()
    for _ in range(2):
        changed = await subject.outcome(f"{RIGHTS}.amend", ask, idem=key)
        assert changed is Outcome.SUCCEEDED, f"a change said {changed.value}"
    assert await subject.bench.orders() == before, "a change made another order"
    found: Fulfilment = await subject.call(f"{RIGHTS}.query", FulfilmentQuery(provider_ref=ask.provider_ref))
    assert found.outcome is Outcome.SUCCEEDED, "the changed order is not found"


async def _c36(subject: Subject) -> None:
    issued = await _issued(subject)
    first = await _tracked(subject, issued)
    assert first.status == "preparing", f"what was not sent yet is {first.status}"
    await subject.bench.event(issued, "shipped")
    sent = await _tracked(subject, issued)
    assert sent.status == "shipped", f"what was sent is {sent.status}"
    assert sent.shipment is not None, "what was sent names no carrier"


async def _c37(subject: Subject) -> None:
    for kind in subject.manifest.tells:
        raw = await subject.bench.event(await _issued(subject), kind)
        verified = await subject.call(f"{RIGHTS}.verify_callback", raw)
        args = {"verified": verified, "raw": raw}
        answer: Any = await subject.call(f"{RIGHTS}.parse_callback", args)
        events: list[ProviderEvent] = _as_host(answer, list[ProviderEvent])
        assert kind in {one.kind for one in events}, f"{kind} is read as {[one.kind for one in events]}"


async def _c38(subject: Subject) -> None:
    order = subject.bench.order(f"kit-{uuid.uuid4().hex}")
    friend = Person(ref="kit-beneficiary", name="李雷")
    body = plain(order) | {"beneficiary": plain(friend)}
    outcome = await subject.outcome(f"{RIGHTS}.issue", body)
    assert outcome is Outcome.SUCCEEDED, f"an order for somebody else said {outcome.value}"


async def _c39(subject: Subject) -> None:
    ask, key = subject.bench.amendment(await _issued(subject)), uuid.uuid4().hex
    free: SlotPage = await subject.call(f"{RIGHTS}.slots", subject.bench.slot_query())
    chosen = next((one for one in free.slots if one.free), None)
    assert chosen is not None, "there is no free session"
    taken: Fulfilment = await subject.call(f"{RIGHTS}.amend", plain(ask) | {"slot": chosen.ref})
    assert taken.booking is not None, "an order with a session does not say which"
    assert taken.booking.slot == chosen.ref, f"{chosen.ref} was asked for, {taken.booking.slot} is told"
    release = ReleaseRequest(provider_ref=ask.provider_ref)
    for _ in range(2):
        given_back = await subject.outcome(f"{RIGHTS}.release", release, idem=key)
        assert given_back is Outcome.SUCCEEDED, f"giving a session back said {given_back.value}"
    found: Fulfilment = await subject.call(f"{RIGHTS}.query", FulfilmentQuery(provider_ref=ask.provider_ref))
    assert found.outcome is Outcome.SUCCEEDED, "the order is gone with its session"
    assert found.booking is None, "a session that was given back still stands"


async def _c40(subject: Subject) -> None:
    order, key = subject.bench.order(f"kit-{uuid.uuid4().hex}"), uuid.uuid4().hex
    form: FormSchema = _as_host(
        await subject.call(f"{RIGHTS}.form_schema", FormQuery(sku=order.sku)), FormSchema
    )
    body = plain(order) | {"form": {one.name: _filled(one) for one in form.fields}}
    before = await subject.bench.orders()
    for _ in range(2):
        outcome = await subject.outcome(f"{RIGHTS}.issue", body, idem=key)
        assert outcome in {Outcome.SUCCEEDED, Outcome.PENDING}, f"a whole form said {outcome.value}"
    assert await subject.bench.orders() == before + 1, "an order with a form was not made once"


def _filled(one: FormField) -> str:
    """Fill a field in as a client of the house would."""
    return one.choices[0].value if one.kind == "choice" else _ANSWERS[one.kind]


async def _places(subject: Subject, city: str | None = None) -> list[Place]:
    found: list[Place] = []
    cursor = None
    for _ in range(PAGES_MAX):
        page: PlacePage = await subject.call(f"{RIGHTS}.places", PlaceQuery(city=city, cursor=cursor))
        found += page.places
        cursor = page.next_cursor
        if cursor is None:
            return found
    raise AssertionError("the pages of places do not end")


async def _issued(subject: Subject) -> str:
    issued: Fulfilment = await subject.call(f"{RIGHTS}.issue", subject.bench.order(f"kit-{uuid.uuid4().hex}"))
    assert issued.provider_ref, "an order that went well has no reference"
    return issued.provider_ref


async def _tracked(subject: Subject, provider_ref: str) -> Tracking:
    answer = await subject.call(f"{RIGHTS}.track", TrackQuery(provider_ref=provider_ref))
    tracking: Tracking = _as_host(answer, Tracking)
    return tracking


def _as_host(answer: Any, kind: Any) -> Any:
    """Read an answer as the host does: with nothing beyond its shape."""
    try:
        return closed(plain(answer), kind)
    except ValueError as error:
        raise AssertionError(f"the host does not take this answer: {error}") from error


OFFERED = (
    Check(
        "C31",
        RIGHTS,
        "Places come in pages that end, none twice, by city, the nearest first.",
        _c31,
        "places",
    ),
    Check("C32", RIGHTS, "Sessions lie in the days asked for, in order; a full one says so.", _c32, "slots"),
    Check(
        "C33", RIGHTS, "A personal field names its purpose and stands in the manifest.", _c33, "form_schema"
    ),
    Check(
        "C34", RIGHTS, "A page for a client lies where the manifest allows, and ends.", _c34, "client_link"
    ),
    Check("C35", RIGHTS, "The same change under one key is made once.", _c35, "amend"),
    Check("C36", RIGHTS, "A parcel is tracked; once sent it names carrier and number.", _c36, "track"),
    Check(
        "C37", RIGHTS, "Each notice that the manifest names is read as its kind, with nothing beyond.", _c37
    ),
    Check("C38", RIGHTS, "An order for a beneficiary who is not the holder is an order.", _c38),
    Check(
        "C39", RIGHTS, "A session is told with its order, and given back without the order.", _c39, "release"
    ),
    Check("C40", RIGHTS, "An order with its form filled in is an order, made once.", _c40, "form_schema"),
)
