"""The published record of draws: anyone checks it with one command and no database."""

import asyncio
import json
from copy import deepcopy

import orjson
import pytest
from tests.kit import ready

from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.play.draws.record import SeedsHidden, record_of


def wheel(document):
    document["audience"]["rule"] = {"op": "always"}


def verified(path, record, *evidence) -> tuple[int, dict]:
    """Verify as anybody does; evidence is a commitment by itself, or what a file of it holds."""
    path.write_bytes(orjson.dumps(record) if isinstance(record, dict) else record)
    options = []
    for nr, one in enumerate(evidence):
        kept = path.with_name(f"kept-{nr}.json")
        kept.write_bytes(orjson.dumps(one))
        options += ["--commitment", one if isinstance(one, str) else str(kept)]
    run = ready.run("draw", "verify", path, "--json", *options, env={"PATH": "/usr/bin:/bin"})
    if "play.record_unreadable" not in run.stdout:
        assert run.stderr == ""
    elif run.stderr:
        assert run.stderr.startswith(f"{path}: "), run.stderr
        assert run.stderr.count("\n") == 1, run.stderr
    told = json.loads(run.stdout)
    return run.returncode, {name: told[name] for name in ("ok", "draws", "problems")}


async def test_an_ended_activity_shows_its_seeds_and_every_draw_holds(fair, tmp_path):
    slug, activity = await fair.publish(fair.document(wheel))
    clients = await fair.clients(10)
    for _ in range(2):
        await asyncio.gather(*(fair.play(c, slug) for c in clients))
    async with fair.house.work.read() as read:
        with pytest.raises(SeedsHidden):
            await record_of(read, slug)
    ask = MoveActivity(key="end", activity=activity, reason="提前结束")
    await end_activity(ask, actor=fair.who("operator"), work=fair.house.work)
    await fair.house.drain()
    async with fair.house.work.read() as read:
        record = await record_of(read, slug)
    path = tmp_path / "record.json"
    assert verified(path, record) == (0, {"ok": True, "draws": 20, "problems": []})

    forged = deepcopy(record)
    forged["draws"][3]["number"] = (forged["draws"][3]["number"] + 1) % 1_000_000
    assert verified(path, forged)[1]["problems"] == [
        {"code": "play.number_does_not_fit", "path": "/draws/3/number"}
    ]
    hidden = deepcopy(record)
    hidden["draws"][3] |= {"number": None, "drawn": "none"}
    assert verified(path, hidden)[1]["problems"] == [
        {"code": "play.number_does_not_fit", "path": "/draws/3/number"}
    ]
    bent = deepcopy(record)
    for items in (one["items"] for plays in bent["odds"].values() for one in plays):
        for item in items:
            item["ppm"] = 1_000_000 if item["id"] == "none" else 0
    for draw in bent["draws"]:
        draw["drawn"] = "none"
    assert {one["code"] for one in verified(path, bent)[1]["problems"]} == {"play.odds_do_not_fit"}
    other = deepcopy(record)
    other["seeds"][0]["seed"] = "00" * 32
    assert verified(path, other)[1]["problems"][0]["code"] == "play.seed_does_not_fit"
    short = deepcopy(record)
    del short["draws"][0]
    assert {"code": "play.draw_left_out", "path": "/draws/0/nonce"} in verified(path, short)[1]["problems"]
    astray = deepcopy(record)
    astray["draws"][0]["play"] = "elsewhere"
    for broken in (astray, b"", b"\xff\xfe", b"[]", b'{"spec": "draws.v1"}', b"[" * 100_000):
        code, told = verified(path, broken)
        assert (code, told["problems"][0]["code"]) == (1, "play.record_unreadable")
    for file, why in ((tmp_path / "none.json", "No such file"), (path, "at most 64 levels")):
        assert why in ready.run("draw", "verify", file, env={"PATH": "/usr/bin:/bin"}).stderr


def remembering(document):
    """Let three plays decide by what was before: a pity, an urn, a set of cards."""
    first, title = document["plays"][0], {"zh-CN": "抽一次"}
    tea = {"id": "tea", "title": title, "effects": [{"do": "grant", "right": "tea"}]}
    none, sorry = ({"id": one, "title": title, "effects": []} for one in ("none", "sorry"))
    pity = {"item": "tea", "from": 1, "step_ppm": 100_000, "hard": 5}
    items = [{**tea, "ppm": 50_000}, {**none, "ppm": 950_000}]
    cards = [
        {"id": one, "title": {"zh-CN": one}, "ppm": ppm} for one, ppm in (("a", 700_000), ("b", 300_000))
    ]
    decides = {
        "wheel": {"op": "weighted", "items": items, "fallback": sorry, "pity": pity},
        "urn": {"op": "urn", "items": [{"n": 6, "outcome": tea}, {"n": 30, "outcome": none}]},
        "cards": {"op": "set_complete", "items": cards, "outcome": tea},
    }
    first |= {"cost": {"kind": "none"}, "limits": []}
    first.pop("chances")
    document["plays"] = [
        {**first, "id": name, "title": {"zh-CN": name}, "decide": decide} for name, decide in decides.items()
    ]
    document["limits"] = []
    wheel(document)


async def test_draws_that_remember_are_recomputed_from_the_record_alone(fair, tmp_path):
    slug, activity = await fair.publish(fair.document(remembering))
    clients = await fair.clients(4)
    for _ in range(3):
        for name in ("wheel", "urn", "cards"):
            await asyncio.gather(*(fair.play(c, slug, play=name) for c in clients))
    ask = MoveActivity(key="end", activity=activity, reason="提前结束")
    await end_activity(ask, actor=fair.who("operator"), work=fair.house.work)
    await fair.house.drain()
    async with fair.house.work.read() as read:
        record = await record_of(read, slug)
    path = tmp_path / "record.json"
    assert verified(path, record) == (0, {"ok": True, "draws": 36, "problems": []})

    def at(play):
        return next(
            nr for nr, draw in enumerate(record["draws"]) if draw["play"] == play and draw["nonce"] > 4
        )

    for play, bent in (
        ("wheel", {"drawn": "tea", "given": "tea"}),
        ("wheel", {"drawn": "none", "given": "none"}),
        ("cards", {"drawn": "tea", "given": "tea"}),
        ("cards", {"drawn": "a", "given": "a"}),
        ("cards", {"drawn": "b", "given": "b"}),
    ):
        forged, nr = deepcopy(record), at(play)
        if {**forged["draws"][nr], **bent} == forged["draws"][nr]:
            continue
        forged["draws"][nr] |= bent
        found = {problem["path"] for problem in verified(path, forged)[1]["problems"]}
        assert f"/draws/{nr}/drawn" in found, (play, bent)

    for bent in ({"given": "sorry"}, {"basis": {"left": [6, 30]}}):
        forged, nr = deepcopy(record), at("urn")
        forged["draws"][nr] |= bent
        assert "play.left_does_not_fit" in {one["code"] for one in verified(path, forged)[1]["problems"]}, (
            bent
        )
