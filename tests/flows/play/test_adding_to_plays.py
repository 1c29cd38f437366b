"""The pages on adding an effect and a trigger do what they say: a client plays, and the right is his."""

from tests.kit.pages import module_of

from largesse.app import App


def shaken(document):
    """Let a shake of the phone bring everyone a donation to the Red Cross, as often as they like."""
    document["rights"][1]["ref"] = "red-cross"
    gift = {"do": "donate", "right": "red-cross"}
    outcome = {"id": "gift", "title": {"zh-CN": "爱心捐赠"}, "effects": [gift]}
    play = document["plays"][0]
    play |= {"on": {"kind": "phone.shake"}, "cost": {"kind": "none"}, "limits": []}
    play["decide"] = {"op": "certain", "outcome": outcome}
    play.pop("chances")
    document["limits"] = []
    document["audience"]["rule"] = {"op": "always"}
    document["disclosure"]["odds"] = {"zh-CN": "人人有礼", "en": "Everyone gets one"}


async def test_an_added_trigger_starts_a_play_and_an_added_effect_gives_its_right(fair):
    fair.house.work = App(extensions=[module_of("add-an-effect"), module_of("add-a-trigger")]).work
    slug, activity = await fair.publish(fair.document(shaken))
    (client,) = await fair.clients(1)
    played = await fair.play(client, slug)
    assert (played.outcome, played.prize_id) == ("win", "gift")
    (right,) = await fair.house.rows(
        "select e.id, b.code from rights_entitlement e join rights_batch b on b.id = e.batch"
        " where e.activity = $1",
        activity,
    )
    assert (right["id"], right["code"]) == (played.entitlement, "B-2026-TEA")
