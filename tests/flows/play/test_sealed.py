"""What is left out of a record shows: against the page that anybody saved, and against a client's receipt."""

import asyncio
import json
from copy import deepcopy
from datetime import timedelta
from uuid import UUID

import orjson
import pytest
from tests.flows.play.conftest import Fair
from tests.flows.play.test_record import wheel
from tests.kit import ready
from tests.kit.faces import Asker

from largesse.activities.lifecycle.reads import published
from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.kernel.ids import text_id
from largesse.play.draws.outside import evidence_of, held
from largesse.play.draws.record import record_of
from largesse.play.draws.verify import check
from largesse.play.extensions import deciders_of
from largesse.play.seals.chain import Chain, step_of, strayed
from largesse.play.seals.public import commitment_of
from largesse.play.seals.seal import seal, seal_due, sealed_of

RECEIPT = "query($of: String!) { drawReceipt(of: $of) { receipt playTitle givenTitle } }"
ALL = ("decided", "committed", "whole", "receipts")


class Told:
    """A record with what was public before and after, and the receipts of who took part."""

    def __init__(self, fair, before, receipts):
        self.fair, self.before, self.receipts = fair, before, receipts

    async def ended(self, slug, activity):
        ask = MoveActivity(key="end", activity=activity, reason="提前结束")
        await end_activity(ask, actor=self.fair.who("operator"), work=self.fair.house.work)
        await self.fair.house.drain()
        await seal_due(self.fair.house.work)
        async with self.fair.house.work.read() as read:
            assert await sealed_of(read, activity) is None, "somebody's attempt may still be under way"
        async with self.fair.house.work.job() as tx:
            await seal(tx, activity)
        async with self.fair.house.work.read() as read:
            self.record = json.loads(orjson.dumps(await record_of(read, slug)))
            self.page = await public(read, activity)

    def held(self, record, *evidence):
        faults = check(record, deciders_of(self.fair.house.work.house))
        return held(record, [evidence_of(one) for one in evidence], faults)

    def first(self, record, *evidence):
        found = self.held(record, *evidence).findings
        return (found[0].code, found[0].path) if found else None


async def public(read, activity):
    return json.loads(orjson.dumps(await commitment_of(read, await published(read, activity))))


@pytest.fixture(scope="module")
async def told(fairground):
    fair: Fair = fairground
    slug, activity = await fair.publish(fair.document(wheel))
    clients = await fair.clients(6)
    played = []
    for _ in range(3):
        played += await asyncio.gather(*(fair.play(one, slug) for one in clients))
    receipts = []
    for client, draw in zip(clients, played[-6:], strict=True):
        asker = Asker(fair.house.work, client, face="client")
        found = (await asker.asks(RECEIPT, of=text_id("drw", draw.draw)))["drawReceipt"]
        receipts.append(json.loads(found["receipt"]))
        stranger = clients[0] if client is not clients[0] else clients[1]
        other = Asker(fair.house.work, stranger, face="client")
        assert (await other.asks(RECEIPT, of=text_id("drw", draw.draw)))["drawReceipt"] is None
    async with fair.house.work.read() as read:
        before = await public(read, activity)
    one = Told(fair, before, receipts)
    await one.ended(slug, activity)
    return one


def test_before_the_end_the_page_has_commitments_and_neither_seed_nor_odds_nor_seal(told):
    (seed,) = told.before["seeds"]
    assert (seed["seed"], seed["odds"], told.before["sealed"]) == (None, None, None)
    assert seed["commitment"] == told.receipts[0]["commitment"]
    (later,) = told.page["seeds"]
    assert later["commitment"] == seed["commitment"]
    assert len(later["seed"]) == 64
    assert told.page["sealed"]["draws"] == 18


def test_what_is_proven_grows_with_what_somebody_kept(told):
    whole = told.record
    for evidence, proven in (
        ([], ("decided",)),
        ([told.before], ("decided", "committed")),
        ([told.receipts[0]["commitment"]], ("decided", "committed")),
        ([told.receipts[0]], ("decided", "committed", "receipts")),
        ([told.page], ("decided", "committed", "whole")),
        ([told.page, *told.receipts], ALL),
    ):
        found = told.held(whole, *evidence)
        assert (found.findings, found.proven) == ([], proven)
        assert found.unproven == tuple(one for one in ALL if one not in proven)


def order(record):
    return sorted(record["draws"], key=lambda one: (one["at"], one["draw"]))


def without(record, *gone):
    cut = deepcopy(record)
    names = {one["draw"] for one in gone}
    cut["draws"] = [one for one in cut["draws"] if one["draw"] not in names]
    return cut


def test_a_record_without_its_last_draws_names_the_first_that_is_missing(told):
    cut = without(told.record, *order(told.record)[-3:])
    assert told.first(cut, told.page) == ("play.draws_missing", "/sealed/16-18")
    cut["sealed"] = None
    assert told.first(cut, told.page) == ("play.draws_missing", "/sealed/16-18")
    assert told.held(cut).proven == ("decided",), "nobody who kept nothing can see it, and is told so"
    assert "whole" in told.held(cut).unproven


def test_a_client_whose_last_draw_was_left_out_shows_it_by_his_receipt_alone(told):
    mine = told.receipts[2]
    cut = without(told.record, mine)
    cut["sealed"] = None
    assert told.held(cut).findings == []
    assert told.first(cut, mine) == ("play.receipt_left_out", f"/draws/{mine['draw']}")
    assert told.first(cut, told.receipts[1]) is None


def test_a_missing_middle_and_a_changed_draw_are_named_by_their_place(told):
    in_order = order(told.record)
    assert ("play.draw_not_as_sealed", "/sealed/8") in pairs(
        told, without(told.record, in_order[7]), told.page
    )
    changed = deepcopy(told.record)
    nr = next(nr for nr, one in enumerate(changed["draws"]) if one["draw"] == in_order[4]["draw"])
    changed["draws"][nr]["outcome"] = "fallback" if changed["draws"][nr]["outcome"] != "fallback" else "none"
    assert ("play.draw_not_as_sealed", "/sealed/5") in pairs(told, changed, told.page)
    mine = next((one for one in told.receipts if one["draw"] == in_order[-1]["draw"]), told.receipts[0])
    bent = deepcopy(told.record)
    nr = next(nr for nr, one in enumerate(bent["draws"]) if one["draw"] == mine["draw"])
    bent["draws"][nr]["given"] = "somebody-else"
    assert ("play.receipt_does_not_fit", f"/draws/{nr}/given") in pairs(told, bent, mine)


def test_a_draw_that_was_put_in_is_named(told):
    more = deepcopy(told.record)
    extra = order(told.record)[-1] | {"draw": "ffffffff-ffff-7fff-bfff-ffffffffffff"}
    more["draws"].append(extra)
    assert ("play.draw_not_as_sealed", "/sealed/19") in pairs(told, more, told.page)


def pairs(told, record, *evidence):
    return {(one.code, one.path) for one in told.held(record, *evidence).findings}


def test_a_swapped_commitment_is_named(told):
    swapped = deepcopy(told.page)
    swapped["seeds"][0]["commitment"] = f"sha256:{'0' * 64}"
    assert told.first(told.record, swapped) == ("play.commitment_does_not_fit", "/seeds/0/commitment")
    assert told.first(told.record, f"sha256:{'0' * 64}") == ("play.commitment_does_not_fit", "/seeds")
    receipt = told.receipts[0] | {"commitment": f"sha256:{'0' * 64}"}
    assert told.first(told.record, receipt) == ("play.commitment_does_not_fit", "/seeds")
    other = told.page | {"activity": "00000000-0000-7000-8000-000000000000"}
    assert told.first(told.record, other) == ("play.other_activity", "/activity")
    more = deepcopy(told.before)
    more["seeds"].append(more["seeds"][0] | {"revision_hash": f"sha256:{'1' * 64}"})
    assert told.first(told.record, more) == ("play.seed_left_out", "/seeds")


@pytest.mark.parametrize("said", ["sha256:0", {}, {"spec": "draw-receipt.v1"}, [], 7, None])
def test_what_is_no_evidence_is_refused(said):
    with pytest.raises(ValueError, match="no commitment"):
        evidence_of(said)


def test_the_command_takes_what_was_kept_and_says_what_it_shows(told, tmp_path):
    record, page = tmp_path / "record.json", tmp_path / "page.json"
    record.write_bytes(orjson.dumps(without(told.record, *order(told.record)[-3:])))
    page.write_bytes(orjson.dumps(told.page))
    here = {"PATH": "/usr/bin:/bin"}
    run = ready.run("draw", "verify", record, "--commitment", page, env=here)
    assert run.returncode == 1
    assert run.stdout.splitlines()[0] == "play.draws_missing  /sealed/16-18"
    assert "Proven" not in run.stdout.replace("Not proven", "")
    record.write_bytes(orjson.dumps(told.record))
    run = ready.run("draw", "verify", record, "--commitment", page, "--json", env=here)
    assert (run.returncode, json.loads(run.stdout)["not_proven"]) == (0, ["receipts"])
    run = ready.run("draw", "verify", record, "--commitment", tmp_path / "gone.json", env=here)
    assert run.returncode == 2


async def test_a_seal_is_made_once_when_no_attempt_can_be_under_way(told):
    work = told.fair.house.work
    await told.fair.house.run(
        "update play_seed set revealed_at = revealed_at - $1::interval", timedelta(hours=1)
    )
    await seal_due(work)
    async with work.read() as read:
        seals = await told.fair.house.rows("select activity, draws from play_sealed")
        assert [one["draws"] for one in seals] == [18]
        assert (await sealed_of(read, seals[0]["activity"]))[0].head == told.page["sealed"]["head"]


def test_among_many_draws_the_block_is_named():
    activity, many = UUID(SOME), [{"draw": nr, "given": "none"} for nr in range(1_000)]
    chain = Chain(activity, step_of(len(many)))
    for one in many:
        chain.add(one)
    assert len(chain.seal.marks) <= 256
    assert strayed(activity, many, chain.seal) is None
    gone = strayed(activity, many[:500] + many[501:], chain.seal)
    assert (gone.first <= 501 <= gone.last, gone.missing) == (True, False)
    cut = strayed(activity, many[:-1], chain.seal)
    assert (cut.last, cut.missing) == (1_000, True)


SOME = "11111111-1111-7111-8111-111111111111"
