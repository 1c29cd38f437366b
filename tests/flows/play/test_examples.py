"""Every example that one plays alone is played from entry to reward, by what its own document asks."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.flows.rights.purse import Purse
from tests.kit.examples import ALONE, PLAYS, TRIES_MAX, today
from tests.kit.faces import Asker
from tests.kit.standard import GRAMMAR

from largesse.activities.documents.document import all_outcomes
from largesse.kernel.clock import day_in
from largesse.kernel.ids import text_id
from largesse.play.plans.limits import LimitReached, NoChances

ZONE = "Asia/Shanghai"


def words(play: dict[str, Any], nr: int) -> dict[str, list[str]]:
    """Give what a client says with the nth attempt at a play, counted from nought."""
    key = {one["question"]: one["right"] for one in play["decide"].get("key", [])}
    said = {
        one["id"]: key.get(one["id"]) or [one["options"][0]["id"]]
        for one in play.get("asks", [])
        if one.get("options")
    }
    near = [one for one in play["on"].get("places", []) if "radius_m" in one]
    if near:
        point = (near[0]["latitude_e6"] / 1e6, near[0]["longitude_e6"] / 1e6)
        return {**said, "geo.position": [*map(str, point), "20"]}
    places = play["decide"].get("places")
    if places:
        return {**said, "place": [places[0]["id"]]}
    if nr and play["decide"].get("makeup"):
        missed = day_in(datetime.now(UTC), ZONE) - timedelta(days=nr)
        return {**said, "day": [missed.isoformat()]}
    return said


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
async def test_an_example_is_played_from_entry_to_its_reward(fairground, path):
    fair = fairground
    document = today(json.loads(path.read_text("utf-8")), fair.known)
    slug, activity = await fair.publish(document)
    (client,) = await fair.clients(1)
    kind = await fair.house.value("select id from rights_points_kind")
    price = max(play.get("cost", {}).get("units", 0) for play in document["plays"])
    await Purse(fair, kind).earn(client, max(1, price))
    brings = {one.id for one in all_outcomes(document, GRAMMAR) if one.grants}
    won = await rewarded(fair, client, (slug, activity), document["plays"], brings)
    assert won is not None
    rights = await fair.house.value(
        "select count(*)::int from rights_entitlement where activity = $1 and holder = $2",
        activity,
        client.id,
    )
    assert rights == 1


PLACES = "query ($activity: String!) { placeCodes(activity: $activity) { play digits } }"


async def codes_of(fair, activity):
    """Give the digits that staff shows at a place of each play."""
    shown = await Asker(fair.work, fair.who("operator")).asks(PLACES, activity=text_id("act", activity))
    return {one["play"]: {"scan.code": [one["digits"]]} for one in shown["placeCodes"]}


async def rewarded(fair, client, where, plays, brings):
    """Play every play in turn, each as its document asks, until a right is there."""
    slug, activity = where
    codes = await codes_of(fair, activity)
    for play in sorted(plays, key=lambda one: "state" in one["decide"]):
        for nr in range(TRIES_MAX):
            try:
                said = words(play, nr) | codes.get(play["id"], {})
                played = await fair.play(client, slug, play=play["id"], **said)
            except (NoChances, LimitReached):
                break
            if played.prize_id in brings and played.entitlement:
                return played
    return None


STANDING = """query ($activity: String!) { myPlays(activity: $activity) {
  play open price asks { id options { id text } } figures { name value } things { id had left } toMakeUp
} }"""


async def test_a_client_sees_what_is_left_and_ones_own_and_nobody_elses(fairground):
    fair = fairground
    path = next(one for one in PLAYS if one.stem == "seat-pick")
    slug, _ = await fair.publish(today(json.loads(path.read_text("utf-8")), fair.known))
    one, other = await fair.clients(2)
    await fair.play(one, slug, play="seat", place=["s-1-1"])
    seats = {}
    for client in (one, other):
        (mine,) = (await Asker(fair.work, client, face="client").asks(STANDING, activity=slug))["myPlays"]
        seats[client.id] = [(seat["had"], seat["left"]) for seat in mine["things"][:2]]
    assert seats == {one.id: [(1, 0), (0, 1)], other.id: [(0, 0), (0, 1)]}
    assert (await Asker(fair.work, one, face="client").asks(STANDING, activity="nobody"))["myPlays"] == []
    result, _ = await Asker(fair.work, None, face="client").tries(STANDING, activity=slug)
    assert (result.data, len(result.errors)) == (None, 1)


async def test_questions_are_told_in_the_clients_language_and_never_what_is_right(fairground):
    fair = fairground
    path = next(one for one in PLAYS if one.stem == "quiz")
    slug, _ = await fair.publish(today(json.loads(path.read_text("utf-8")), fair.known))
    (client,) = await fair.clients(1)
    phone = Asker(fair.work, client, face="client", locale="en")
    (mine,) = (await phone.asks(STANDING, activity=slug))["myPlays"]
    assert [one["id"] for one in mine["asks"]] == ["q1", "q2", "q3"]
    assert mine["asks"][0]["options"][1] == {"id": "b", "text": "The trustee's"}
    assert "right" not in json.dumps(mine)
