"""What the console says may be done with a batch, a break or a statement is what its mutations then do."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.kit.faces import Asker
from tests.unit.settlement.bench import DAY, csv, key

from largesse.kernel.ids import text_id
from largesse.settlement.statements.formats import formats_of
from largesse.settlement.statements.keep import Incoming, keep
from largesse.settlement.statements.profile import GENERIC
from largesse.settlement.statements.reading import read

BATCH = "query($id: String!) { batch(id: $id) { actions contentHash } }"
BREAKS = """query($batch: String!) { breaks(batch: $batch) { edges { node {
  id actions disposition { id } } } } }"""
STATEMENT = "query($id: String!) { statement(id: $id) { actions } }"
PEOPLE = ("maker", "second", "auditor", "head")


@dataclass
class Desk:
    """One person in front of the console."""

    asker: Asker

    async def sees(self, query, **variables):
        (answer,) = (await self.asker.asks(query, **variables)).values()
        return answer

    async def tries(self, mutation, **ask: Any) -> str | None:
        """Ask for a change; gives the code of its refusal, None where it is done."""
        kind = f"{mutation[0].upper()}{mutation[1:]}Ask"
        document = (
            f"mutation($ask: {kind}!) {{ {mutation}(ask: $ask) {{ __typename ... on Refusal {{ code }} }} }}"
        )
        return (await self.sees(document, ask={"key": key(), **ask})).get("code")


@pytest.fixture
def desks(bank):
    """Two of finance, an auditor, who reads and exports, and an approver of the head office, who reads."""
    auditor, head = (bank.house.staff(roles=(role,), unit=bank.unit) for role in ("auditor", "approver_head"))
    actors = (bank.maker, bank.second, auditor, head)
    return {who: Desk(Asker(bank.work, actor)) for who, actor in zip(PEOPLE, actors, strict=True)}


async def a_batch(bank, state):
    """Bring a batch of two differences to a state."""
    await bank.use("A")
    await bank.use("B")
    await bank.load(csv(("A", "100.00", DAY), ("X", "80.00", DAY)))
    batch = await bank.batch()
    if state == "draft":
        return batch
    await bank.match(batch)
    found = [row["id"] for row in await bank.breaks(batch)]
    if state == "matched":
        return batch
    await bank.dispose("accept_provider", *found)
    if state == "reconciled":
        return batch
    sha = (await bank.submit(batch)).content_hash
    if state == "approved":
        await bank.approve(batch, sha)
    return batch


# Acts in an order in which each leaves the state that the next one needs.
BATCH_ACTS = {
    "match": ("runMatching", {}),
    "export": ("exportBatch", {"kind": "workbook"}),
    "submit": ("submitBatch", {}),
    "withdraw": ("withdrawBatch", {}),
    "change": ("addStatement", {"statement": "spare"}),
    "void": ("voidBatch", {"reason": "建错的批次"}),
}
OPEN = ["match", "change", "void"]
ON_BATCHES = {
    "draft": {"maker": OPEN, "second": OPEN},
    "matched": {"maker": OPEN, "second": OPEN},
    "reconciled": {"maker": ["match", "submit", *OPEN[1:]], "second": ["match", "submit", *OPEN[1:]]},
    "submitted": {"maker": ["withdraw"]},
    "approved": {"maker": ["export"], "second": ["export"], "auditor": ["export"]},
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", ON_BATCHES)
async def test_a_batch_names_the_acts_that_are_not_refused(bank, desks, state, who):
    batch = text_id("bch", await a_batch(bank, state))
    shown = await desks[who].sees(BATCH, id=batch)
    assert shown["actions"] == ON_BATCHES[state].get(who, [])
    spare = text_id("stm", (await bank.load(csv(("S", "1.00", DAY)), "spare.csv")).statement)
    refused_first = sorted(BATCH_ACTS, key=shown["actions"].__contains__)  # what is refused moves nothing
    for act in refused_first:
        if act in OPEN[1:] and "submit" in shown["actions"]:
            continue  # it is submitted by now
        mutation, more = BATCH_ACTS[act]
        more = {name: spare if value == "spare" else value for name, value in more.items()}
        refused = await desks[who].tries(mutation, batch=batch, **more)
        assert bool(refused) is (act not in shown["actions"]), act


async def test_a_batch_that_comes_back_from_its_approval_is_open_again(bank, desks):
    batch = text_id("bch", await a_batch(bank, "submitted"))
    sha = (await desks["maker"].sees(BATCH, id=batch))["contentHash"]
    assert await desks["second"].tries("returnBatch", batch=batch, contentHash=sha, opinion="请补充") is None
    for who in ("maker", "second"):
        assert (await desks[who].sees(BATCH, id=batch))["actions"] == ["match", "submit", "change", "void"]


async def a_batch_with_breaks(bank, state):
    """Bring both breaks of a batch to a state."""
    batch = await a_batch(bank, "matched")
    made = ()
    if state != "open":
        found = [row["id"] for row in await bank.breaks(batch)]
        made = (await bank.propose("accept_provider", *found)).dispositions
    if state == "rejected":
        await bank.reject(*made)
    if state in {"decided", "undo asked", "submitted"}:
        await bank.decide(*made)
    if state == "undo asked":
        await bank.ask_undo(*made)
    if state == "submitted":
        await bank.submit(batch)
    return batch


ON_BREAKS = {
    "open": {"maker": ["propose"], "second": ["propose"]},
    "proposed": {"maker": ["withdraw"], "second": ["approve", "return"]},
    "rejected": {"maker": ["propose"], "second": ["propose"]},
    "decided": {"maker": ["undo"], "second": ["undo"]},
    "undo asked": {"maker": ["return_undo"], "second": ["approve_undo", "return_undo"]},
    "submitted": {},
}


ON_DISPOSITIONS = {
    "approve": ("approveDisposition", {"opinion": "已核对"}),
    "return": ("returnDisposition", {"opinion": "请补充"}),
    "withdraw": ("withdrawDisposition", {}),
    "undo": ("proposeUndo", {"reason": "处置有误，撤销重做"}),
    "approve_undo": ("approveUndo", {"opinion": "已核对"}),
    "return_undo": ("returnUndo", {"opinion": "维持原处置"}),
}


async def tried_on_break(desk, act, row):
    """Do something with a break as its list shows it; tells whether it is done."""
    if act == "propose":
        why = {"kind": "ACCEPT_PROVIDER", "reason": "与服务商核对无误"}
        return await desk.tries("proposeDisposition", breaks=[row["id"]], **why) is None
    if row["disposition"] is None:
        return False
    mutation, more = ON_DISPOSITIONS[act]
    return await desk.tries(mutation, dispositions=[row["disposition"]["id"]], **more) is None


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", ON_BREAKS)
async def test_a_break_names_the_acts_that_are_not_refused(bank, desks, state, who):
    batch = text_id("bch", await a_batch_with_breaks(bank, state))
    rows = [edge["node"] for edge in (await desks[who].sees(BREAKS, batch=batch))["edges"]]
    named = ON_BREAKS[state].get(who, [])
    assert [row["actions"] for row in rows] == [named, named]
    for act in {"propose", *ON_DISPOSITIONS} - set(named):
        assert not await tried_on_break(desks[who], act, rows[0]), act
    for act, row in zip(named, rows, strict=False):  # each on a break of its own
        assert await tried_on_break(desks[who], act, row), act


WRONG_SUM = csv(("A", "100.00", DAY)).replace(b"100.00,\n", b"100.01,\n")


async def a_statement(bank, state):
    """Bring a statement to a state: loaded, held back with lines, without any, or as a plugin read it."""
    if state == "from a plugin":
        reading = read(WRONG_SUM, GENERIC, formats=formats_of(bank.work.house))
        async with bank.work.job(bank.maker) as tx:
            incoming = Incoming(
                provider=bank.provider,
                org_unit=bank.unit,
                reading=reading,
                file_name="账单",
                source="plugin",
                profile=None,
            )
            return (await keep(tx, incoming)).statement
    data = {"loaded": csv(("A", "100.00", DAY)), "held back": WRONG_SUM, "without lines": "无表头".encode()}
    return (await bank.load(data[state])).statement


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", ["loaded", "held back", "without lines", "from a plugin"])
async def test_a_statement_names_the_acts_that_are_not_refused(bank, desks, state, who):
    statement = text_id("stm", await a_statement(bank, state))
    named = ["release"] if state in {"held back", "from a plugin"} and who == "second" else []
    named += ["supersede"] if state == "loaded" and who in {"maker", "second"} else []
    assert (await desks[who].sees(STATEMENT, id=statement))["actions"] == named
    for act in sorted(("release", "supersede"), key=named.__contains__):
        refused = await desks[who].tries(f"{act}Statement", statement=statement, reason="服务商书面确认")
        assert bool(refused) is (act not in named), act
