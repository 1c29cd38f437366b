"""Laws of routing: shares follow weights, the unable are never chosen, an order goes the same way twice."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from largesse.audience.clients.city import city_key, plain_city
from largesse.kernel.workdays import WEEKENDS_ONLY, Workdays
from largesse.rights.offers.offer import Offer, RoutePolicy, Wanted, against, choose
from largesse.rights.order_clocks.clock import Hours, between, due

HOME, FAR = UUID(int=1), UUID(int=2)
WANTED = Wanted(frozenset({HOME}), promised_minor=1000)
CALENDAR = Workdays(
    date(2027, 1, 1), date(2027, 12, 31), frozenset({date(2027, 1, 4)}), frozenset({date(2027, 1, 9)})
)
START = datetime(2027, 1, 1, tzinfo=UTC)


def offer(nr: int, **more) -> Offer:
    given = {"cost_minor": 800, "settle_minor": 700, "weight": 100, "preference": 1, "units": ()}
    given |= {"sla_hours": None, "sla_clock": "wall", "state": "active", "provider_state": "active"} | more
    return Offer(UUID(int=100 + nr), UUID(int=200 + nr), UUID(int=300 + nr), "A", **given)


OFFERS = some.lists(
    some.builds(
        lambda **more: more,
        cost_minor=some.integers(700, 1300),
        weight=some.integers(1, 1000),
        preference=some.integers(1, 3),
        units=some.sampled_from([(), (HOME,), (FAR,)]),
        sla_hours=some.one_of(some.none(), some.integers(1, 48)),
        sla_clock=some.sampled_from(["wall", "working"]),
        state=some.sampled_from(["active", "resting"]),
        provider_state=some.sampled_from(["active", "paused"]),
        settled=some.integers(0, 12),
        broken=some.booleans(),
        cities=some.sampled_from([(), ("上海",), ("Xi'an", "北京市"), ("深圳",)]),
    ),
    max_size=6,
).map(lambda all_: [offer(nr, **one) for nr, one in enumerate(all_)])
ORDERS = some.integers(0, 2**128 - 1).map(lambda n: UUID(int=n))
CITIES = some.sampled_from([None, frozenset(), frozenset({"上海", "shanghai"}), frozenset({"xian"})])
POLICIES = some.sampled_from(list(RoutePolicy))


@given(OFFERS, POLICIES, ORDERS, some.sets(some.integers(0, 5)), some.randoms(use_true_random=False))
def test_what_is_not_able_is_never_chosen_and_the_choice_is_the_orders_own(
    offers, policy, order, before, shuffled
):
    wanted = replace(WANTED, tried=frozenset(UUID(int=100 + nr) for nr in before))
    able = [one for one in offers if against(one, wanted) is None]
    found = choose(offers, wanted, policy, order)
    assert (found is None) == (not able)
    if found is None:
        return
    assert found.offer in able
    assert found.offer.cost_minor <= wanted.promised_minor
    assert found.offer.healthy or not any(one.healthy for one in able)
    turned = list(offers)
    shuffled.shuffle(turned)
    again = choose(turned, wanted, policy, order)
    assert (again.offer, again.why) == (found.offer, found.why)
    rest = [one for one in offers if one is found.offer or against(one, wanted) is not None]
    assert choose(rest, wanted, policy, order).offer == found.offer


@given(OFFERS, POLICIES, ORDERS, CITIES)
def test_who_serves_a_city_is_asked_for_it_and_without_a_known_city_only_who_serves_everywhere(
    offers, policy, order, cities
):
    found = choose(offers, replace(WANTED, cities=cities), policy, order)
    keys = {one: {city_key(name) for name in one.cities} for one in offers}
    serve = [one for one in offers if cities is None or not keys[one] or keys[one] & cities]
    assert found is None or found.offer in serve
    able = [one for one in serve if against(one, WANTED) is None]
    assert (found is None) == (not able)
    if able:
        assert choose(serve, WANTED, policy, order).offer == found.offer


NAMES = some.text(some.sampled_from("上海市省广东深圳自治区 Xi'anＳ"), max_size=12)


@given(NAMES)
def test_a_plain_city_stays_plain_and_is_the_same_city(name):
    assert city_key(plain_city(name)) == city_key(name)
    assert plain_city(plain_city(name)) == plain_city(name)


@given(OFFERS, ORDERS)
def test_among_equals_the_policy_holds(offers, order):
    found = {policy: choose(offers, WANTED, policy, order) for policy in RoutePolicy}
    if found[RoutePolicy.PRICE] is None:
        return
    able = [one for one in offers if against(one, WANTED) is None]
    kept = [one for one in able if one.healthy] or able
    least = min(one.preference for one in kept)
    peers = [one for one in kept if one.preference == least]
    assert all(one.offer in peers for one in found.values())
    assert found[RoutePolicy.PRICE].offer.cost_minor == min(one.cost_minor for one in peers)
    agreed = [one.sla_hours for one in peers if one.sla_hours and one.sla_clock == "wall"]
    if len(agreed) == len(peers):
        assert found[RoutePolicy.SLA].offer.sla_hours == min(agreed)


def test_shares_follow_the_weights_and_an_offer_more_moves_only_its_own_share():
    heavy, light, third = offer(1, weight=300), offer(2, weight=100), offer(3, weight=100)
    orders = [UUID(int=n * 7919) for n in range(4000)]
    two = {one: choose([heavy, light], WANTED, RoutePolicy.WEIGHT, one).offer for one in orders}
    share = Counter(two.values())[heavy] / len(orders)
    assert abs(share - 0.75) < 0.03
    three = {one: choose([heavy, light, third], WANTED, RoutePolicy.WEIGHT, one).offer for one in orders}
    assert abs(Counter(three.values())[third] / len(orders) - 0.2) < 0.03
    assert all(three[one] in {two[one], third} for one in orders)


HOURS = some.sampled_from(
    [
        Hours("wall", WEEKENDS_ONLY, "Asia/Shanghai"),
        Hours("working", WEEKENDS_ONLY, "Asia/Shanghai"),
        Hours("working", CALENDAR, "Asia/Shanghai"),
        Hours("working", CALENDAR, "Europe/Berlin"),
    ]
)


@given(HOURS, some.integers(0, 60 * 24 * 60), some.integers(1, 90 * 3600), some.integers(0, 60 * 24 * 9))
def test_a_clock_that_is_paused_and_goes_on_has_lost_nothing(hours, started, seconds, paused):
    start = START + timedelta(minutes=started)
    until = due(hours, start, seconds)
    assert between(hours, start, until) == seconds
    at = min(start + timedelta(minutes=paused), until)
    left = between(hours, at, until)
    assert between(hours, start, at) + left == seconds
    assert due(hours, at, left) == until or left == 0


def test_working_hours_leave_out_nights_weekends_and_holidays():
    hours = Hours("working", CALENDAR, "Asia/Shanghai")
    thursday = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)  # five in the afternoon there
    assert due(hours, thursday, 2 * 3600) == datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
    friday = datetime(2027, 1, 1, 9, 30, tzinfo=UTC)  # Monday is a holiday
    assert due(hours, friday, 3600) == datetime(2027, 1, 5, 1, 30, tzinfo=UTC)
    made_up = datetime(2027, 1, 8, 9, 30, tzinfo=UTC)  # people work on this Saturday
    assert due(hours, made_up, 3600) == datetime(2027, 1, 9, 1, 30, tzinfo=UTC)
    saturday = datetime(2027, 1, 16, 3, 0, tzinfo=UTC)
    assert due(hours, saturday, 3600) == datetime(2027, 1, 18, 2, 0, tzinfo=UTC)


def test_a_pause_outside_working_hours_costs_nothing():
    hours = Hours("working", CALENDAR, "Asia/Shanghai")
    start = datetime(2027, 1, 6, 2, 0, tzinfo=UTC)
    until = due(hours, start, 12 * 3600)
    stopped, goes_on = datetime(2027, 1, 6, 11, 0, tzinfo=UTC), datetime(2027, 1, 7, 0, 30, tzinfo=UTC)
    assert due(hours, goes_on, between(hours, stopped, until)) == until
    late = datetime(2027, 1, 7, 2, 0, tzinfo=UTC)  # an hour of the next morning is gone
    assert due(hours, late, between(hours, stopped, until)) == until + timedelta(hours=1)
