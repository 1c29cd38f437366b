"""Law of counting: the database and the memory answer alike, for every client and every question."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kit.seed import PEOPLE, Seed
from tests.laws.audience.questions import EDGES, KEPT, KEPT_TEXTS, NAMES, UNKEPT, expressions

from largesse.audience.facts.columns import source_of
from largesse.audience.facts.facts import facts_of, tier_ranks
from largesse.audience.facts.where import where
from largesse.kernel.compiling import compiled
from largesse.kernel.expression import PPM, evaluate
from largesse.kernel.ids import new_id

ADD = """
insert into audience_customer (id, ext_id, name, tier, class, grade, lifecycle, tags, org_unit, adviser,
  wealth_band, birth_date, household, is_staff, blocked, joined_on, personal, created_at, updated_at)
values ($1, $2, '客', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, now(), now())
"""
HOME = "insert into audience_household (id, code, created_at) values ($1, $2, now())"
ORDERS = ("eq", "lt", "lte", "gt", "gte")
CODES = {"sh": "SH", "bj": "BJ"}


@dataclass(frozen=True)
class Guest:
    """A client as a file could bring him; ``home`` is one of two households or none."""

    tier: str
    clazz: str
    grade: str
    lifecycle: str
    tags: tuple[str, ...]
    unit: str
    adviser: bool
    band: str
    born: date | None
    home: int | None
    staff: bool
    blocked: bool
    joined: date | None
    personal: bool


GUESTS = st.builds(
    Guest,
    tier=st.sampled_from(["classic", "gold", "platinum", "black"]),
    clazz=KEPT_TEXTS,
    grade=KEPT_TEXTS,
    lifecycle=st.sampled_from(["", "new", "mature", "lost"]),
    tags=st.lists(KEPT_TEXTS, max_size=4).map(tuple),
    unit=st.sampled_from(["sh", "bj"]),
    adviser=st.booleans(),
    band=KEPT_TEXTS,
    born=st.none() | st.dates(),
    home=st.none() | st.integers(0, 1),
    staff=st.booleans(),
    blocked=st.booleans(),
    joined=st.none() | st.dates(),
    personal=st.booleans(),
)
QUESTIONS = st.lists(expressions(st.sampled_from(NAMES)), min_size=1, max_size=6)


@pytest.fixture(scope="session")
def seed() -> Seed:
    return PEOPLE


def told(one: Guest, guests: list[Guest]) -> dict[str, object]:
    """Say plainly what is known of a client; the driver writes the first and the last day as endless."""
    born, joined = (None if day in {date.min, date.max} else day for day in (one.born, one.joined))
    profile = {
        "class": one.clazz,
        "grade": one.grade,
        "lifecycle": one.lifecycle,
        "wealth_band": one.band,
        "birth_month": born and born.month,
    }
    of_all = {
        "tier": one.tier,
        "org_unit": CODES[one.unit],
        "adviser": "10006" if one.adviser else "",
        "has_adviser": one.adviser,
        "joined_on": joined and joined.isoformat(),
        "is_staff": one.staff or any(o.staff for o in guests if one.home is not None and o.home == one.home),
        "blocked": one.blocked,
    }
    return {k: v for k, v in (of_all | (profile if one.personal else {})).items() if v not in {"", None}}


def row(
    ident: UUID, one: Guest, homes: list[UUID], units: dict[str, UUID], adviser: UUID
) -> tuple[object, ...]:
    """Give the parameters of ``ADD``."""
    profile = (f"L{ident.hex}", one.tier, one.clazz, one.grade, one.lifecycle, list(one.tags))
    served = (units[one.unit], adviser if one.adviser else None, one.band, one.born)
    home = None if one.home is None else homes[one.home]
    return (ident, *profile, *served, home, one.staff, one.blocked, one.joined, one.personal)


async def enrolled(house, guests: list[Guest]) -> list[UUID]:
    """Bring these clients in, and two households for them."""
    ids, homes = [new_id() for _ in guests], [new_id(), new_id()]
    units = await house.value("select jsonb_object_agg(lower(code), id) from identity_org_unit")
    adviser = await house.value("select id from identity_staff where number = '10006'")
    async with house.work.job() as tx:
        await tx.many(HOME, [(home, f"L{home.hex}") for home in homes])
        await tx.many(ADD, [row(*one, homes, units, adviser) for one in zip(ids, guests, strict=True)])
    return ids


@given(st.lists(GUESTS, min_size=1, max_size=4), QUESTIONS)
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
async def test_the_database_and_the_memory_answer_alike(house, guests, questions):
    ids = await enrolled(house, guests)
    async with house.work.read() as read:
        known = await facts_of(read, ids)
        for ident, guest in zip(ids, guests, strict=True):
            assert known[ident].values == told(guest, guests)
            assert known[ident].tags == (frozenset(guest.tags) if guest.personal else frozenset())
        for question in questions:
            found = await by_row(read, question, ids)
            assert found == {one for one in ids if evaluate(question, known[one])}, question
            assert found == {one for one in ids if compiled(question)(known[one])}, question


async def test_every_order_of_texts_and_numbers_is_the_same_on_both_sides(house):
    plain = Guest(
        "gold",
        "",
        "",
        "",
        (),
        "sh",
        adviser=False,
        band="",
        born=None,
        home=None,
        staff=False,
        blocked=False,
        joined=None,
        personal=True,
    )
    guests = [replace(plain, clazz=one, tags=(one,)) for one in KEPT]
    guests += [replace(plain, born=date(1980, month, 1)) for month in range(1, 13)]
    ids = await enrolled(house, guests)
    asked = [("class", one) for one in (*KEPT, *UNKEPT)] + [
        ("birth_month", one) for one in (*EDGES, 0, 1, 12)
    ]
    questions = [{"op": op, "fact": fact, "value": value} for op in ORDERS for fact, value in asked]
    questions += [{"op": "has_tag", "tag": one} for one in (*KEPT, *UNKEPT) if one]
    async with house.work.read() as read:
        known = await facts_of(read, ids)
        for question in questions:
            found = await by_row(read, question, ids)
            assert found == {one for one in ids if evaluate(question, known[one])}, question


async def by_row(read, question, ids: list[UUID]) -> set[UUID]:
    """Give those for whom the database says yes."""
    asked = where(question, await tier_ranks(read), first=2)
    found = await read.value(
        f"select coalesce(array_agg(c.id), '{{}}') from {source_of(asked.facts)}"
        f" where c.id = any($1::uuid[]) and {asked.sql}",
        ids,
        *asked.args,
    )
    return set(found)


@given(st.integers(0, PPM), st.integers(0, PPM), st.integers(-2, 2), st.booleans())
def test_a_share_begins_and_ends_at_the_same_hash_for_both(low, high, beside, at_low):
    asked = where({"op": "bucket", "salt": "s", "from_ppm": low, "to_ppm": high}, {})
    bound = (low if at_low else high) * 2**64 // PPM + beside
    number = max(0, min(bound, 2**64 - 1))
    place = number.to_bytes(8, "big") + bytes(24)  # the hash that ends lowest: it is longer than either bound
    inside = low <= (number * PPM >> 64) < high
    if asked.sql == "false":
        assert low >= high
        assert not inside
    else:
        above, *below = [one for one in asked.args if not one.endswith(b"|")]
        assert (place >= above and all(place < one for one in below)) is inside
