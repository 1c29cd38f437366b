"""What a phone works out of a draw is what the house works out, without a network or a server."""

import asyncio
import json
import random
from pathlib import Path
from uuid import UUID

import pytest
from tests.kit.application import APP

from largesse.kernel.canonical import digest, dumps
from largesse.play.extensions import deciders_of
from largesse.play.operators.decider import Turn
from largesse.play.seeds.number import SPAN, commitment, draw_number

WIDGETS = Path(__file__).resolve().parents[3] / "widgets"
# The module as the phone's build would make it, asked by a process that has nothing else.
ALONE = """
import { build } from "vite";
const entry = "apps/h5/src/checkDraw.ts";
const lib = { entry, formats: ["es"], name: "check" };
const how = { write: false, target: "es2018", lib };
const made = await build({ configFile: false, logLevel: "error", build: how });
const code = Buffer.from(made[0].output[0].code).toString("base64");
const { checked, receiptOf } = await import(`data:text/javascript;base64,${code}`);
let said = "";
for await (const part of process.stdin) said += part;
const { cases, texts } = JSON.parse(said);
const found = cases.map(([receipt, told]) => checked(receipt, told));
process.stdout.write(JSON.stringify({ found, read: texts.map((one) => receiptOf(one) !== null) }));
"""
ACTIVITY = UUID("0198a1b2-0000-7000-8000-0000000000aa")
NONE = {"id": "none", "ppm": 620_000, "stock": None, "gives": False}
LUCK = {"id": "luck", "ppm": 300_000, "stock": None, "gives": False}
TEA = {"id": "tea", "ppm": 80_000, "stock": 9, "gives": True}
ODDS = [
    {"play": "plain", "op": "weighted", "items": [TEA, LUCK, NONE], "fallback": "none"},
    {
        "play": "pity",
        "op": "weighted",
        "items": [TEA, LUCK, NONE],
        "fallback": "none",
        "pity": {"item": "tea", "from": 2, "step_ppm": 250_000, "hard": 6},
    },
    {
        "play": "urn",
        "op": "urn",
        "items": [{"id": "tea", "n": 40}, {"id": "none", "n": 1_000_003}],
        "fallback": None,
    },
    {"play": "quiz", "op": "answer", "fallback": None},
]
SEED, REVISION = bytes(range(32)), f"sha256:{'7' * 64}"
HASH = digest(ODDS)
COMMITMENT = commitment(SEED, HASH, REVISION)


def told(**seed):
    own = {
        "revision_hash": REVISION,
        "odds_hash": HASH,
        "commitment": COMMITMENT,
        "seed": SEED.hex(),
        "odds": dumps(ODDS).decode(),
    }
    return {"activity": str(ACTIVITY), "shown_at": "2026-12-02T00:00:00Z", "seeds": [own | seed]}


def receipt(client, nonce, play, **more):
    return {
        "spec": "draw-receipt.v1",
        "activity": str(ACTIVITY),
        "draw": str(UUID(int=nonce + 1)),
        "client": str(client),
        "nonce": nonce,
        "play": play,
        "number": None,
        "drawn": "none",
        "given": "none",
        "revision_hash": REVISION,
        "odds_hash": HASH,
        "commitment": COMMITMENT,
        "basis": None,
        **more,
    }


def decided(dice):
    """Decide as the house does: every play of some clients, a pity's misses counted on."""
    known = {one["play"]: deciders_of(APP.house).known[one["op"]] for one in ODDS}
    odds = {one["play"]: known[one["play"]].read(one) for one in ODDS}
    for _ in range(12):
        client, memory = UUID(int=dice.getrandbits(128)), None
        for nonce in range(1, 25):
            play = ("plain", "pity", "urn")[nonce % 3]
            left = {"tea": dice.randrange(3), "none": dice.randrange(1, 1_000_003)} if play == "urn" else {}
            span = sum(left.values()) or SPAN
            number = draw_number(SEED, ACTIVITY, client, nonce, span)
            turn = Turn(nonce, number, memory=memory if play == "pity" else None, left=left)
            met = known[play].meet(odds[play], turn)
            memory = met.memory if play == "pity" else memory
            drawn = ODDS[[one["play"] for one in ODDS].index(play)]["items"][met.index]["id"]
            yield receipt(client, nonce, play, number=number, drawn=drawn, basis=dict(met.basis) or None)


@pytest.fixture(scope="module")
async def phone():
    """Ask the phone's code: receipts with what is public, and texts that may be receipts."""

    async def asks(cases=(), texts=()):
        node = await asyncio.create_subprocess_exec(
            "node",
            "--input-type=module",
            "-e",
            ALONE,
            cwd=WIDGETS,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        made, _ = await node.communicate(json.dumps({"cases": list(cases), "texts": list(texts)}).encode())
        assert node.returncode == 0
        return json.loads(made)

    return asks


async def test_the_phone_finds_every_draw_of_the_house_and_every_fault_in_one(phone):
    draws = list(decided(random.Random(92)))
    met = {(one["play"], one["drawn"]) for one in draws}
    assert {("plain", "luck"), ("pity", "tea"), ("urn", "none")} <= met
    first = draws[0]
    other = {"tea": "luck", "luck": "none", "none": "luck"}
    urn = next(one for one in draws if one["play"] == "urn")
    faults = {
        "other": (first, told() | {"activity": str(UUID(int=1))}),
        "wait": (first, told(seed=None, odds=None)),
        "commitment": (first, told(seed="ff" * 32)),
        "odds": (first, told(odds=dumps(ODDS[:1]).decode())),
        "number": (first | {"number": (first["number"] + 1) % SPAN}, told()),
        "prize": (first | {"drawn": other[first["drawn"]]}, told()),
        "none": (receipt(UUID(int=5), 1, "quiz"), told()),
        "memory": (first | {"drawn": "a whole set"}, told()),
    }
    swapped = first, told(commitment=f"sha256:{'0' * 64}")
    more = urn | {"basis": {"left": [41, 5]}}
    wanted = [(one, told()) for one in draws] + [*faults.values(), swapped, (more, told())]
    found = (await phone(wanted))["found"]
    assert found == ["holds"] * len(draws) + [*faults, "commitment", "prize"]


async def test_a_bad_or_cut_receipt_is_told_from_a_whole_one(phone):
    whole = json.dumps(receipt(UUID(int=5), 1, "plain", number=7))
    cut = [whole[:-1], whole[1:], whole[: len(whole) // 2], "", "null", "[]", "7", "{}"]
    bent = [
        json.dumps(json.loads(whole) | change)
        for change in (
            {"spec": "draws.v1"},
            {"client": "cli_1"},
            {"nonce": 0},
            {"nonce": "1"},
            {"number": -1},
            {"commitment": "sha256:1"},
            {"drawn": ""},
        )
    ]
    read = (await phone(texts=[whole, f"  {whole}\n", *cut, *bent]))["read"]
    assert read == [True, True] + [False] * (len(cut) + len(bent))
