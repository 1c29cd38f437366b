"""How each operator is measured: what decides, how many plays win, what clients say, what stands before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

TEA_PPM = 200_000
MILLION = 1_000_000
FEW, MANY = 20_000, 200_000
"""Clients: as many as there are plays, where one client can play once only."""

Document = dict[str, Any]
NONE = {"id": "none", "title": {"zh-CN": "月色相伴", "en": "Moonlight"}, "effects": []}
TEA = {
    "id": "tea",
    "title": {"zh-CN": "武夷岩茶礼盒", "en": "Wuyi rock tea gift box"},
    "effects": [{"do": "grant", "right": "tea"}],
}
GONE = {"id": "gone", "title": {"zh-CN": "礼遇已赠完", "en": "All gifts given"}, "effects": []}
HELPED = {"kind": "peer.act", "event": "friend.helped"}
_REACHED = """
insert into play_chance (client, activity, nonce, used, tallies, states, moved_at)
select id, $1, 0, 0, '{}', '{"state/visits": ["", 1]}', now() from bench_client
"""
_WHOLE = """
insert into play_team (id, activity, play, leader, nr, code_sha256, opened_at, until, most, amounts,
  by_household, by_joining, helpers, reached, whole_at)
select uuidv7(), $1, 'wheel', id, 1, n::text, now(), now() + interval '1 day', 1, '{1}', false,
  false, 1, 1, now()
from bench_client
"""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One operator's play.

    ``share_ppm`` of a million plays win a gift; ``more`` goes into the play beside what decides; ``says`` is
    what clients say in turn, none: nothing; ``before`` is SQL that runs once for the activity; ``wheel``: the
    document's wheel can show it, the others are asked without a page.
    """

    decide: Document
    share_ppm: int
    clients: int = FEW
    more: Document = field(default_factory=dict)
    says: Sequence[Sequence[Document]] = ()
    before: str = ""
    wheel: bool = False


def ways(stock: int) -> dict[str, Way]:
    """Give how each operator is measured, with so much stock."""
    tea, close = TEA | {"stock": stock}, datetime.now(UTC).replace(microsecond=0) + timedelta(days=6)
    won = stock * TEA_PPM // MILLION
    chosen = [{"id": f"hall-{nr}", "title": {"zh-CN": f"{nr}", "en": f"{nr}"}} for nr in range(10)]
    cards = [{"id": f"card-{one}", "title": {"zh-CN": f"{one}牌", "en": f"Card {one}"}} for one in "abcde"]
    question = {"id": "q1", "kind": "one", "text": {"zh-CN": "哪一个？", "en": "Which?"}}
    options = [{"id": one, "text": {"zh-CN": one, "en": one}} for one in "ab"]
    source = {
        "name": {"zh-CN": "公开号码", "en": "Public numbers"},
        "at": (close + timedelta(hours=1)).isoformat(),
        "count": 7,
    }
    return {
        "certain": Way(decide={"outcome": tea}, share_ppm=MILLION),
        "weighted": Way(
            decide={
                "items": [tea | {"ppm": TEA_PPM}, NONE | {"ppm": MILLION - TEA_PPM}],
                "fallback": GONE,
            },
            share_ppm=TEA_PPM,
            wheel=True,
        ),
        "urn": Way(
            decide={
                "items": [{"n": won, "outcome": TEA}, {"n": stock - won, "outcome": NONE}],
                "fallback": GONE,
            },
            share_ppm=TEA_PPM,
            wheel=True,
        ),
        "first_come": Way(decide={"stock": stock, "outcome": TEA, "fallback": GONE}, share_ppm=MILLION),
        "answer": Way(
            decide={
                "key": [{"question": "q1", "right": ["a"]}],
                "pass_score": 1,
                "outcome": tea,
                "otherwise": NONE,
                "fallback": GONE,
            },
            share_ppm=TEA_PPM,
            more={"asks": [question | {"options": options}]},
            says=[[{"name": "q1", "values": [one]}] for one in "abbbb"],
        ),
        "threshold": Way(
            decide={"state": "visits", "steps": [{"at": 1, "outcome": tea}], "fallback": GONE},
            share_ppm=MILLION,
            clients=MANY,
            before=_REACHED,
        ),
        "streak": Way(
            decide={"outcome": NONE, "steps": [{"days": 7, "outcome": TEA}], "fallback": GONE},
            share_ppm=0,
            clients=MANY,
        ),
        "set_complete": Way(
            decide={
                "items": [one | {"ppm": TEA_PPM} for one in cards],
                "outcome": tea,
                "fallback": GONE,
            },
            share_ppm=0,
        ),
        "quorum": Way(
            decide={
                "n": 1,
                "within_hours": 24,
                "distinct_by": "client",
                "leader": tea | {"id": "leader"},
                "each": TEA | {"id": "each", "stock": 1},
                "fallback": GONE,
            },
            share_ppm=MILLION,
            clients=MANY,
            more={"on": HELPED, "share": {"window_hours": 24}},
            before=_WHOLE,
        ),
        "rank": Way(
            decide={
                "state": "visits",
                "cycle": "activity",
                "tie_break": "earliest",
                "entry": NONE,
                "bands": [{"from": 1, "to": 10, "outcome": TEA}],
            },
            share_ppm=0,
        ),
        "pick": Way(
            decide={
                "places": [one | {"n": stock // 10} for one in chosen],
                "outcome": TEA,
            },
            share_ppm=MILLION,
            says=[[{"name": "place", "values": [one["id"]]}] for one in chosen],
        ),
        "timed_draw": Way(
            decide={
                "entry_close": close.isoformat(),
                "seed_source": source,
                "entry": NONE,
                "winners": [{"n": 10, "outcome": TEA}],
            },
            share_ppm=0,
            clients=MANY,
        ),
    }
