"""Laws of matching: order never matters, nobody is matched twice, nothing is lost; SQL and Python agree."""

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.settlement.sides import ItemKey, LineKey, frames

from largesse.settlement.matching.exact import match
from largesse.settlement.matching.frames import Pairing, Rules

RULES = Rules()
DAY = date(2026, 3, 1)


def world(seed, size):
    """A statement and a register with shared, repeated, wrong and absent references."""
    dice = random.Random(seed)
    items, lines = [], []
    for n in range(size):
        ref = f"R{dice.randrange(max(1, size // 2))}"
        amount = dice.choice([100, 100, 200]) * dice.choice([1] * 8 + [-1])  # below zero: a use taken back
        day = DAY + timedelta(days=dice.randrange(10))
        if dice.random() < 0.9:
            theirs = dice.choice([ref, ref, "", f"{ref}x"])
            items.append(ItemKey(f"i{n:06}", theirs, f"P{ref}", amount, "CNY", day))
        if dice.random() < 0.9:
            moved = day + timedelta(days=dice.choice([0, 0, 1, 5]))
            asked = amount + dice.choice([0, 0, 0, 50])
            kind = "refund" if asked < 0 else dice.choice(["fulfilment"] * 8 + ["fee", "refund"])
            lines.append(LineKey(f"l{n:06}", kind, ref, dice.choice(["", f"P{ref}"]), asked, "CNY", moved))
    return lines, items


def run(lines, items):
    return match(*frames(lines, items), [], RULES)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 60))
def test_the_order_of_the_input_never_changes_the_result(seed, size):
    lines, items = world(seed, size)
    expected = run(lines, items)
    random.Random(seed + 1).shuffle(lines)
    random.Random(seed + 2).shuffle(items)
    assert run(lines, items) == expected
    assert run(lines, items).sha == expected.sha


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 60))
def test_each_line_and_each_item_ends_in_exactly_one_place(seed, size):
    lines, items = world(seed, size)
    found = run(lines, items)
    places = [*found.pairings, *found.findings]
    assert sorted(p.line for p in places if p.line) == sorted(x.id for x in lines)
    assert sorted(p.item for p in places if p.item) == sorted(x.id for x in items)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 60))
def test_a_wider_window_keeps_every_pair_of_a_narrower_one(seed, size):
    lines, items = world(seed, size)
    narrow = match(*frames(lines, items), [], Rules(window_days=0))
    wide = match(*frames(lines, items), [], Rules(window_days=9))
    assert set(narrow.pairings) <= set(wide.pairings)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), size=st.integers(0, 60))
def test_taking_the_best_pair_left_one_by_one_gives_the_same_matches(seed, size):
    lines, items = world(seed, size)
    assert list(run(lines, items).pairings) == one_by_one(lines, items)


def one_by_one(lines, items):
    edges = []
    for line in lines:
        for item in items:
            theirs = bool(line.provider_ref) and line.provider_ref == item.provider_ref
            ours = bool(line.platform_ref) and line.platform_ref == item.platform_ref
            apart = abs((line.day - item.day).days)
            exact = (theirs or ours) and not clash(line, item) and line.amount == item.amount and apart <= 3
            refund = line.type == "refund" and line.amount < 0
            if (refund or line.type == "fulfilment") and exact:
                kind = 0 if theirs and ours else 1 if theirs else 2
                edges.append((apart, kind, item.id, line.id))
    used, found = set(), []
    for _, _, item, line in sorted(edges):
        if item not in used and line not in used:
            used |= {item, line}
            found.append(Pairing(line, item, "A"))
    return sorted(found)


def clash(line, item):
    pairs = ((line.provider_ref, item.provider_ref), (line.platform_ref, item.platform_ref))
    return any(stated and registered and stated != registered for stated, registered in pairs)


REFERENCE = """
with recursive edges as (
  select l.id as line, i.id as item, row_number() over (order by abs(l.day - i.day),
    case when l.provider_ref = i.provider_ref and l.platform_ref = i.platform_ref
              and l.provider_ref <> '' and l.platform_ref <> '' then 0
         when l.provider_ref = i.provider_ref and l.provider_ref <> '' then 1 else 2 end,
    i.id collate "C", l.id collate "C") as rank
  from jsonb_to_recordset($1::jsonb) as l(id text, type text, provider_ref text, platform_ref text,
    amount bigint, currency text, day date)
  join jsonb_to_recordset($2::jsonb) as i(id text, provider_ref text, platform_ref text,
    amount bigint, currency text, day date)
  on l.currency = i.currency and l.amount = i.amount and abs(l.day - i.day) <= 3
  and ((l.provider_ref <> '' and l.provider_ref = i.provider_ref)
    or (l.platform_ref <> '' and l.platform_ref = i.platform_ref))
  where (l.type = 'fulfilment' or (l.type = 'refund' and l.amount < 0))
  and not (l.provider_ref <> '' and i.provider_ref <> '' and l.provider_ref <> i.provider_ref)
  and not (l.platform_ref <> '' and i.platform_ref <> '' and l.platform_ref <> i.platform_ref)
), walk as (
  select 0::bigint as rank, array[]::text[] as used, null::text as line, null::text as item
  union all
  select e.rank, case when e.line = any(w.used) or e.item = any(w.used) then w.used
                      else w.used || e.line || e.item end,
    case when e.line = any(w.used) or e.item = any(w.used) then null else e.line end,
    case when e.line = any(w.used) or e.item = any(w.used) then null else e.item end
  from walk w join edges e on e.rank = w.rank + 1
)
select line, item from walk where line is not null order by line collate "C"
"""


async def test_the_database_finds_the_same_matches(house):
    for seed in range(12):
        lines, items = world(seed, 80)
        rows = await house.rows(REFERENCE, [_plain(x) for x in lines], [_plain(x) for x in items])
        found = run(lines, items)
        assert [(p.line, p.item) for p in found.pairings] == [(r["line"], r["item"]) for r in rows], seed


def _plain(key):
    return {name: str(v) if name == "day" else v for name, v in key._asdict().items()}
