"""A statement loads once; what comes again is refused, quarantined or not counted twice."""

import pytest
from tests.unit.settlement.bench import DAY, csv, key
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.kernel.errors import Malformed
from largesse.settlement.statements.keep import StatementRepeated
from largesse.settlement.statements.load import (
    CurrencyUnknown,
    NotQuarantined,
    OwnStatement,
    ReleaseStatement,
    release_statement,
)
from largesse.settlement.statements.provider import ProviderMissing
from largesse.settlement.statements.saved_profiles import SaveProfile, save_profile

REFUSED = (IntegrityError, OperationalError)
WRONG = csv(("A", "100.00", DAY)).replace(b"100.00,\n", b"100.01,\n")


async def test_the_same_file_is_refused(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    with pytest.raises(StatementRepeated):
        await bank.load(csv(("A", "100.00", DAY)), "另一个名字.csv")


async def test_the_same_content_in_another_file_is_quarantined(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    other = csv(("A", "100.00", DAY)).replace(b"\n", b"\r\n")
    again = await bank.load(other)
    assert (again.state, again.reasons) == ("quarantined", ("settlement.statement.content_repeated",))
    assert await bank.house.value("select count(*) from settlement_line") == 1


async def test_of_equal_lines_in_overlapping_files_the_largest_number_in_one_file_counts(bank):
    first = await bank.load(csv(("A", "5.00", DAY), ("A", "5.00", DAY), ("B", "7.00", DAY)))
    second = await bank.load(csv(("A", "5.00", DAY), ("A", "5.00", DAY), ("A", "5.00", DAY)))
    assert (first.overlap_count, second.overlap_count) == (0, 2)
    live = await bank.house.value("select sum(gross_minor)::bigint from settlement_line where live")
    assert live == 3 * 500 + 700


async def test_a_line_is_kept_as_it_was_received(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    with pytest.raises(REFUSED, match="kept as received"):
        await bank.house.run("update settlement_line set gross_minor = 1")
    with pytest.raises(REFUSED):
        await bank.house.run("delete from settlement_line")


async def test_a_quarantined_file_loads_only_on_a_second_persons_word(bank):
    held = await bank.load(WRONG)
    assert held.state == "quarantined"
    ask = ReleaseStatement(key=key(), statement=held.statement, reason="服务商书面确认合计行有误")
    with pytest.raises(OwnStatement):
        await release_statement(ask, actor=bank.maker, work=bank.work)
    with pytest.raises(REFUSED, match="settlement_statement_release_four_eyes"):
        await bank.house.run("update settlement_statement set released_by = loaded_by")
    with pytest.raises(REFUSED, match="settlement_statement_controls"):
        await bank.house.run("update settlement_statement set state = 'loaded'")
    done = await release_statement(ask, actor=bank.second, work=bank.work)
    assert (done.state, done.line_count) == ("loaded", 1)
    with pytest.raises(NotQuarantined):
        await release_statement(
            ReleaseStatement(key=key(), statement=held.statement, reason="再来一次"),
            actor=bank.second,
            work=bank.work,
        )


async def test_a_saved_mapping_is_the_providers_own_and_each_change_is_a_new_version(bank):
    body = '{"name": "own", "columns": {"gross": ["价"], "occurred_at": ["时"], "provider_ref": ["号"]}}'
    for version in (1, 1, 2):
        wanted = body if version == 1 else body.replace("价", "总价")
        ask = SaveProfile(key=key(), body=wanted, provider=bank.provider)
        assert (await save_profile(ask, actor=bank.maker, work=bank.work)).version == version
    loaded = await bank.load("号,总价,时\nA,5.00,2026-03-10\n".encode())
    assert loaded.state == "loaded"
    broken = SaveProfile(key=key(), body='{"name": "x", "columns": {"nonsense": ["a"]}}')
    with pytest.raises(Malformed):
        await save_profile(broken, actor=bank.maker, work=bank.work)


async def test_a_provider_out_of_reach_is_not_there(bank):
    bank.maker = bank.house.staff(roles=("finance",), units=frozenset())
    with pytest.raises(ProviderMissing):
        await bank.load(csv(("A", "100.00", DAY)))


async def test_a_currency_that_no_book_has_keeps_the_file_out_with_words(bank):
    head, row, end = csv(("A", "100.00", DAY)).decode().splitlines()
    data = f"{head},币种\n{row},XYZ\n{end},\n".encode()
    loaded = await bank.load(data)
    assert (loaded.state, loaded.reasons) == ("quarantined", ("settlement.statement.currency_unknown",))
    ask = ReleaseStatement(key=key(), statement=loaded.statement, reason="供应商已书面确认")
    with pytest.raises(CurrencyUnknown):
        await release_statement(ask, actor=bank.second, work=bank.work)
