"""What goes with friends in a document and what does not; sharing itself never earns anything."""

import pytest
from tests.kit.standard import STANDARD

from largesse.activities.documents.document import plays
from largesse.activities.guard.check import check
from largesse.activities.terms.terms import terms_of

HELPED = {"kind": "peer.act", "event": "friend.helped"}
CUT = {"id": "cut", "kind": "sum", "scope": "team", "reset": "never"}
ADDS = {"state": "cut", "amounts": [40, 30, 20, 10], "within_hours": 48}


def outcome(name):
    return {"id": name, "title": {"zh-CN": name}, "effects": [{"do": "grant", "right": "tea"}]}


QUORUM = {
    "op": "quorum",
    "n": 3,
    "within_hours": 24,
    "distinct_by": "household",
    "leader": outcome("leader"),
    "each": outcome("each"),
}
ASSIST = {
    "op": "threshold",
    "state": "cut",
    "steps": [{"at": 50, "outcome": outcome("half")}, {"at": 100, "outcome": outcome("whole")}],
}


def among(decide, on=HELPED, states=(), **share):
    """Let friends have part in the first play."""

    def change(document):
        play = document["plays"][0]
        play |= {"on": on, "cost": {"kind": "none"}, "decide": decide, "share": {"window_hours": 48, **share}}
        play.pop("chances", None)
        document["states"] = list(states)

    return change


def part(name, *more):
    return {**outcome(name), "effects": [{"do": "points", "points": "part"}, *more]}


SHARED = {"packet": {"total": 100, "least": 10}, "leader": part("leader"), "each": part("each")}


def dealt_outside(document):
    among(QUORUM | SHARED)(document)
    document["plays"][0]["effects"] = [{"do": "points", "points": "part"}]


def alone(document):
    among(ASSIST, states=[CUT])(document)
    document["plays"][0]["on"] = {"kind": "user.act"}
    document["plays"][0].pop("share")


def moved_by_himself(document):
    among(ASSIST, adds=ADDS, states=[CUT])(document)
    document["plays"][0]["effects"] = [{"do": "state", "state": "cut", "by": 5}]


def asked_for(document):
    among(ASSIST, adds=ADDS, states=[CUT])(document)
    document["plays"][0]["when"] = {"op": "gte", "fact": "state.cut", "value": 5}


def errors(document):
    found = check(document, STANDARD)
    return {(one.code.partition(".")[2], one.path) for one in found if one.severity == "error"}


@pytest.mark.parametrize(
    "change",
    [
        among(QUORUM),
        among(ASSIST, adds=ADDS, states=[CUT]),
        among(QUORUM | SHARED),
        among(QUORUM | SHARED | {"packet": {"total": 40, "least": 10}}),
    ],
)
def test_plays_with_friends_pass(example, change):
    assert not {one for one in errors(example(change)) if one[1].startswith(("/plays", "/states"))}


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (among(QUORUM, on={"kind": "user.act"}), "share_untrue", "/plays/0/share"),
        (among(QUORUM, on={**HELPED, "event": "page.shared"}), "not_served", "/plays/0/on/event"),
        (among(QUORUM, adds=ADDS, states=[CUT]), "friends_counted", "/plays/0/share"),
        (among(ASSIST, states=[CUT]), "friends_counted", "/plays/0/share"),
        (among(ASSIST, adds=ADDS, teams=2, states=[CUT]), "one_team", "/plays/0/share/teams"),
        (among(ASSIST, adds=ADDS), "name_unknown", "/plays/0/share/adds/state"),
        (
            among(ASSIST, adds={**ADDS, "amounts": [9, 9]}, states=[CUT]),
            "never_reached",
            "/plays/0/share/adds/amounts",
        ),
        (among(ASSIST, adds=ADDS, states=[{**CUT, "reset": "day"}]), "team_state_unfit", "/states/0"),
        (among(ASSIST, adds=ADDS, states=[{**CUT, "kind": "set"}]), "team_state_unfit", "/states/0"),
        (
            among(QUORUM | SHARED | {"packet": {"total": 39, "least": 10}}),
            "packet_too_small",
            "/plays/0/decide/packet/total",
        ),
        (
            among({k: v for k, v in (QUORUM | SHARED).items() if k != "each"}),
            "packet_unshared",
            "/plays/0/decide/packet",
        ),
        (among(QUORUM | SHARED | {"each": outcome("each")}), "part_unfit", "/plays/0/decide/each/effects"),
        (
            among(QUORUM | SHARED | {"leader": part("leader", {"do": "points", "points": "part"})}),
            "part_unfit",
            "/plays/0/decide/leader/effects",
        ),
        (among(QUORUM | SHARED | {"fallback": part("f")}), "part_unfit", "/plays/0/decide/fallback/effects"),
        (among(QUORUM | {"leader": part("leader")}), "part_unfit", "/plays/0/decide/leader/effects"),
        (dealt_outside, "part_unfit", "/plays/0/effects"),
        (alone, "team_state_misplaced", "/plays/0/decide/state"),
        (moved_by_himself, "team_state_misplaced", "/plays/0/effects/0/state"),
        (asked_for, "team_state_misplaced", "/plays/0/when"),
    ],
)
def test_what_does_not_go_with_friends_is_named(example, change, code, path):
    assert (code, path) in errors(example(change))


def test_the_terms_say_how_friends_count_and_that_sharing_earns_nothing(example):
    document = example(among(ASSIST, adds={**ADDS, "distinct_by": "household"}, states=[CUT]))
    (entry,) = [
        one["lines"] for one in terms_of(document, STANDARD.grammar)["said"] if one["field"] == "entry_rule"
    ]
    said = [one["zh-CN"] for one in entry]
    for part in (
        "4 位好友助力即满",
        "依次增加 40、30、20、10，合计 100",
        "48 小时内有效",
        "分享本身不获任何礼遇",
        "同一家庭只计一次",
    ):
        assert any(part in line for line in said), (part, said)


def test_the_terms_say_how_a_packet_is_cut_and_a_play_with_one_is_a_draw_in_law(example):
    document = example(among(QUORUM | SHARED))
    (entry,) = [
        one["lines"] for one in terms_of(document, STANDARD.grammar)["said"] if one["field"] == "entry_rule"
    ]
    (line,) = [one["zh-CN"] for one in entry if "红包" in one["zh-CN"]]
    for word in ("100", "4 份", "至少 10", "至多 70"):
        assert word in line
    uncertain = [next(plays(one, STANDARD.grammar)).uncertain for one in (document, example(among(QUORUM)))]
    assert uncertain == [True, False]
