"""The lounge's own statement, fetched through its plugin's process from its own program."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest
from tests.kit.lounge import LOUNGE, Supplier, lounge_config, plugged_in
from tests.unit.settlement.bench import Bank, csv, key

from largesse.kernel.canonical import dumps
from largesse.kernel.clock import day_in, now
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.settlement.ids import STATEMENT
from largesse.settlement.statements.fetch import FetchStatement, NoPlugin, fetch_statement
from largesse.settlement.statements.keep import StatementRepeated
from largesse.settlement.statements.profile import GENERIC
from largesse.settlement.statements.saved_profiles import SaveProfile, save_profile
from largesse.settlement.statements.source import NotReady

pytestmark = pytest.mark.slow
VISIT_MINOR = 16_800


@pytest.fixture
def supplier(tmp_path: Path) -> Iterator[Supplier]:
    one = Supplier(tmp_path / "supplier")
    yield one
    one.close()


@pytest.fixture
async def invoker(house) -> AsyncIterator[Invoker]:
    one = Invoker(house.work)
    house.lend(INVOKER.of(one))
    yield one
    await one.close()


@pytest.fixture
async def lounge(house, invoker, supplier):
    return await plugged_in(house.work, invoker, LOUNGE, lounge_config(supplier))


@pytest.fixture
async def bank(house, stage, lounge):
    """The demo's bank, its lounge connected."""
    people = (stage.known["staff.finance"], stage.known["staff.finance2"])
    provider = stage.known["provider.lounge"]
    await house.run(
        "update rights_provider set installation = $2 where id = $1", provider, lounge.installation
    )
    return Bank(house, stage.known["unit.shanghai"], provider, *people)


async def visits(bank, lounge, supplier, count):
    """Let guests in at the lounge; each is a use on our side too."""
    for number in range(count):
        issued = await lounge.issue(f"visit-{number}", order=f"ord-{number}")
        supplier.let_in(issued.data["vouchers"][0]["code"])
        await bank.use(
            issued.data["provider_ref"],
            VISIT_MINOR,
            day_in(now(), settings().zone),
            order_ref=f"ord-{number}",
        )


async def fetch(bank, invoker, day=None):
    ask = FetchStatement(key=key(), provider=bank.provider, day=day or day_in(now(), settings().zone))
    return await fetch_statement(ask, actor=bank.maker, work=bank.work)


async def test_a_true_statement_matches_every_visit(bank, lounge, supplier, invoker):
    await visits(bank, lounge, supplier, 2)
    loaded = await fetch(bank, invoker)
    assert (loaded.state, loaded.line_count) == ("loaded", 2)
    matched = await bank.match(await bank.batch(day_in(now(), settings().zone)))
    assert (matched.matches, matched.breaks, matched.state) == (2, 0, "reconciled")
    with pytest.raises(StatementRepeated):
        await fetch(bank, invoker)


async def test_the_lounges_three_mistakes_are_three_breaks(bank, lounge, supplier, invoker):
    await visits(bank, lounge, supplier, 3)
    supplier.arm(overcharge=1, omit=1, invent=1)
    assert (await fetch(bank, invoker)).state == "loaded"
    batch = await bank.batch(day_in(now(), settings().zone))
    matched = await bank.match(batch)
    assert (matched.matches, matched.breaks) == (1, 3)
    found = {row["code"]: row["line_minor"] - row["item_minor"] for row in await bank.breaks(batch)}
    assert found == {"AMOUNT": 2_000, "MISSING_AT_PLATFORM": VISIT_MINOR, "MISSING_AT_PROVIDER": -VISIT_MINOR}


async def test_a_quarantined_statement_of_a_plugin_is_released_by_a_second_person(
    bank, lounge, supplier, invoker, ask
):
    await visits(bank, lounge, supplier, 2)
    day = day_in(now(), settings().zone)
    uses = await bank.house.rows(
        "select provider_ref, order_ref from settlement_item where provider = $1", bank.provider
    )
    told = [(f"{use['provider_ref']},{use['order_ref']}", f"{VISIT_MINOR / 100:.2f}", day) for use in uses]
    same = csv(*told).replace(b",,LOUNGE", b",LOUNGE")
    body = dumps(msgspec.structs.replace(GENERIC, name="plain"))
    plain = (await save_profile(SaveProfile(key=key(), body=body), actor=bank.maker, work=bank.work)).profile
    assert (await bank.load(same, profile=plain)).state == "loaded"
    held = await fetch(bank, invoker)
    assert (held.state, held.reasons) == ("quarantined", ("settlement.statement.content_repeated",))
    ident = text_id(STATEMENT, held.statement)
    shown = "query($id: String!) { statement(id: $id) { state actions lineCount } }"
    assert (await ask(shown, "finance", id=ident))["actions"] == []
    assert await ask(shown, "finance2", id=ident) == {
        "state": "quarantined",
        "actions": ["release"],
        "lineCount": 2,
    }
    release = (
        "mutation($ask: ReleaseStatementAsk!) { releaseStatement(ask: $ask)"
        " { ... on StatementLoaded { state lineCount } ... on Refusal { code } } }"
    )
    wanted = {"key": key(), "statement": ident, "reason": "服务商确认两份都有效"}
    own = await ask(release, "finance", ask=wanted | {"key": key()})
    assert own == {"code": "settlement.statement_own"}
    done = await ask(release, "finance2", ask=wanted)
    assert done == {"state": "loaded", "lineCount": 2}
    kept = await bank.house.rows(
        "select provider_ref from settlement_line where statement = $1 and live", held.statement
    )
    assert all(row["provider_ref"].startswith("LG") for row in kept)
    assert len(kept) == 2
    audited = "select facts from store_audit where action = 'settlement.statement_released' and subject = $1"
    assert (await bank.house.rows(audited, str(held.statement)))[0]["facts"]["reason"] == wanted["reason"]


async def test_a_day_without_visits_has_no_statement_yet(bank, lounge, invoker):
    with pytest.raises(NotReady):
        await fetch(bank, invoker)


async def test_a_provider_without_a_plugin_is_told_to_send_a_file(bank, stage, invoker):
    bank.provider = stage.known["provider.tea"]
    with pytest.raises(NoPlugin):
        await fetch(bank, invoker)
