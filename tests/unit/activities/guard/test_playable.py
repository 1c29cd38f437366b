"""What the check calls served is what the play room compiles, and nothing else."""

import pytest
from tests.kit.standard import GRAMMAR, MEANS

from largesse.activities.documents.template import begin, templates
from largesse.activities.guard.playable import not_served
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.play.plans.plan import Edition, Unserved
from largesse.play.plans.plan import plan_of as compiled


def unserved(document):
    return list(not_served(document, GRAMMAR))


def plan_of(document, play_id):
    return compiled(Edition(new_id(), "sha256:" + "0" * 64, document), play_id, MEANS)


def play(document):
    return document["plays"][0]


def item(document):
    return play(document)["decide"]["items"][0]


def certain(document):
    outcome = {**item(document), "id": "gift"}
    del outcome["ppm"]
    play(document)["decide"] = {"op": "certain", "outcome": outcome}


STATE = {"id": "visits", "kind": "counter", "scope": "client", "reset": "week"}
SERVED = [
    lambda _: None,
    certain,
    lambda d: play(d)["on"].update(kind="user.enter"),
    lambda d: play(d).update(cost={"kind": "none"}),
    lambda d: play(d)["chances"].update(period="month", carry_over=True),
    lambda d: play(d)["limits"].append(
        {"count": "cost", "scope": "activity", "period": "once", "max": 10, "on_exceed": "reject"}
    ),
    lambda d: play(d)["decide"]["fallback"].update(effects=item(d)["effects"]),
    lambda d: item(d).update(effects=[{"do": "grant", "right": "lounge", "units": 2}]),
    lambda d: item(d).update(effects=item(d)["effects"] * 2),
    lambda d: play(d).update(when={"op": "has_tag", "tag": "vip"}),
    lambda d: play(d).update(locked=True, effects=[{"do": "chance", "play": "wheel", "units": 1}]),
    lambda d: d["states"].append(STATE),
    *(
        lambda d, whose=whose: d["states"].append({**STATE, "scope": whose})
        for whose in ("household", "tier", "activity")
    ),
    lambda d: play(d).update(cost={"kind": "points", "units": 3}),
    lambda d: play(d)["limits"][0].update(scope="household"),
    lambda d: d["limits"][0].update(period="week"),
    lambda d: d["limits"][0].update(scope="sku", period="month"),
    lambda d: play(d)["limits"][0].update(scope="device"),
    lambda d: d["limits"][0].update(scope="ip", on_exceed="queue", count="attempt", period="day"),
]
NOT_SERVED = [
    lambda d: play(d)["on"].update(kind="sundial"),
    lambda d: item(d).update(effects=[{"do": "donate", "right": "lounge"}]),
    lambda d: item(d).update(effects=[{"do": "grant", "right": "lounge", "units": 21}]),
]


@pytest.mark.parametrize("change", SERVED)
def test_what_passes_the_check_compiles_in_the_play_room(example, change):
    document = example(change)
    assert unserved(document) == []
    assert plan_of(document, "wheel").play == "wheel"


@pytest.mark.parametrize("change", NOT_SERVED)
def test_what_the_play_room_refuses_the_check_refuses_before(example, change):
    document = example(change)
    assert unserved(document)
    with pytest.raises(Unserved):
        plan_of(document, "wheel")


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.code)
def test_every_template_compiles(one):
    document = begin(one.code, {"zh-CN": "新"}, now(), "Asia/Shanghai")
    for wanted in document["plays"]:
        assert plan_of(document, wanted["id"]).play == wanted["id"]
