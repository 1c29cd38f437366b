"""A file of rights that another system granted: looked at, signed, given once a reference, in sets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from largesse.audience.clients.identities import index_of
from largesse.identity.approvals.route import ContentChanged, OwnWork
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.rights.elsewhere import give_file
from largesse.rights.elsewhere.decide import (
    DecideGrants,
    ElsewhereFileMissing,
    ElsewhereFileOver,
    EndGrants,
    approve_grants,
    cancel_grants,
    return_grants,
    withdraw_grants,
)
from largesse.rights.elsewhere.forget_files import forget_files
from largesse.rights.elsewhere.reads import origin_of
from largesse.rights.elsewhere.take_file import NothingToGive, TakeGrants, foresee, take_grants
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.store.outbox import Event
from largesse.store.tables.unreadable import Unreadable

SOON = (now() + timedelta(days=60)).date().isoformat()
HEAD = "来源凭证号,客户号,权益代码,数量,到期日,面值,成本\n"


@pytest.fixture
async def client(shop):
    return await shop.client()


async def number(shop, client):
    return await shop.house.value("select ext_id from audience_customer where id = $1", client.id)


def ask(shop, text, **fields):
    given = {"system": "Old-CRM", "budget": shop.known["budget.autumn"], "file_name": "外部权益.csv"}
    return TakeGrants(key=shop.key(), data=text.encode(), **(given | fields))


async def take(shop, text, by="operator", **fields):
    return (await take_grants(ask(shop, text, **fields), actor=shop.who(by), work=shop.work)).file


async def sign(shop, file, act=approve_grants, by="branch", shown=None):
    kept = await shop.house.value("select content_hash from rights_elsewhere_file where id = $1", file)
    told = DecideGrants(key=shop.key(), file=file, content_hash=shown or kept, opinion="已核对")
    return await act(told, actor=shop.who(by), work=shop.work)


async def given(shop, text, **fields):
    """Take a file, sign it and let it be given; gives its row and its lines."""
    file = await take(shop, text, **fields)
    await sign(shop, file)
    await shop.house.drain()
    return await told(shop, file)


async def told(shop, file):
    [row] = await shop.house.rows("select * from rights_elsewhere_file where id = $1", file)
    lines = await shop.house.rows(
        "select line, verdict, entitlement from rights_elsewhere_row where file = $1 order by line", file
    )
    return row, lines


async def batches(shop):
    return await shop.house.rows(
        "select total, free, issued, state, unit_cost_minor from rights_batch where kind = 'elsewhere'"
        " order by unit_cost_minor"
    )


def lines(who, count, start=0, sku="S-TEA"):
    return "".join(f"R{start + n:05d},{who},{sku},1,{SOON},,\n" for n in range(count))


async def sku_code(shop):
    return await shop.house.value("select code from rights_sku where id = $1", shop.known["sku.tea"])


async def test_each_reference_becomes_a_right_with_its_own_days_and_costs_the_budget_what_the_file_says(
    shop, client
):
    who, sku = await number(shop, client), await sku_code(shop)
    text = f'{HEAD}A-1,{who},{sku},2,{SOON},"1,280.50",\nA-2,{who},{sku},1,{SOON} 00:00,,99.00\n'
    file, rows = await given(shop, text)
    assert (file["state"], file["given_count"], file["bad_count"], file["read_count"]) == ("done", 2, 0, 2)
    assert await shop.money() == (9_900, 0)
    assert await batches(shop) == [
        {"total": 1, "free": 0, "issued": 1, "state": "stopped", "unit_cost_minor": cost}
        for cost in (0, 9_900)
    ]
    right = rows[0]["entitlement"]
    [kept] = await shop.house.rows(
        "select units, holder, source_kind, source_ref, timezone('Asia/Shanghai', valid_to)::text as ends"
        " from rights_entitlement where id = $1",
        right,
    )
    ends = (date.fromisoformat(SOON) + timedelta(days=1)).isoformat()
    assert (kept["units"], kept["holder"], kept["ends"]) == (2, client.id, f"{ends} 00:00:00")
    assert (kept["source_kind"], kept["source_ref"]) == ("import", "old-crm:A-1")
    async with shop.work.read() as read:
        origin = await origin_of(read, right)
    assert (origin.system, origin.reference, origin.face_minor) == ("old-crm", "A-1", 128_050)
    claimed = ClaimRight(key=shop.key(), entitlement=right)
    assert (await claim_right(claimed, actor=client, work=shop.work)).state == "active"


async def test_the_same_file_again_and_the_same_reference_in_another_give_nothing_twice(shop, client):
    text = HEAD + lines(await number(shop, client), 2, sku=await sku_code(shop))
    await given(shop, text)
    with pytest.raises(NothingToGive):
        await take(shop, text)
    more = text + lines(await number(shop, client), 1, start=9, sku=await sku_code(shop))
    one, two = await take(shop, more), await take(shop, more, file_name="再来.csv")
    for file in (one, two):
        await sign(shop, file)
    await shop.house.drain()
    assert sorted([(await told(shop, file))[0]["given_count"] for file in (one, two)]) == [0, 1]
    assert await shop.house.value("select count(*) from rights_entitlement") == 3
    other, _ = await given(shop, text, system="new-crm")
    assert other["given_count"] == 2


async def test_lines_that_give_nothing_say_why(shop, client):
    who, sku = await number(shop, client), await sku_code(shop)
    blocked = await shop.client("13800005678")
    await shop.house.run("update audience_customer set blocked = true where id = $1", blocked.id)
    text = HEAD + (
        f"B-1,{who},{sku},1,{SOON},,\nB-1,{who},{sku},1,{SOON},,\n,{who},{sku},1,{SOON},,\n"
        f"1.2E+15,{who},{sku},1,{SOON},,\nB-4,,{sku},1,{SOON},,\nB-5,C-NOBODY,{sku},1,{SOON},,\n"
        f"B-6,{await number(shop, blocked)},{sku},1,{SOON},,\nB-7,{who},NO-SUCH,1,{SOON},,\n"
        f"B-8,{who},{sku},1,gestern,,\nB-9,{who},{sku},1,2020-01-01,,\nB-10,{who},{sku},0,{SOON},,\n"
        f"B-11,{who},{sku},1,{SOON},viel,\nB-12,{who},{sku},1,{SOON},,99999999\n"
    )
    file, rows = await given(shop, text)
    assert [row["verdict"] for row in rows] == [
        *("given", "twice_in_file", "no_reference", "digits_lost", "no_client", "client_unknown"),
        *("client_kept_out", "sku_unknown", "not_a_day", "over", "not_a_number", "not_an_amount", "no_money"),
    ]
    assert (file["given_count"], file["bad_count"], await shop.money()) == (1, 12, (0, 0))
    await shop.house.run("update rights_sku set fulfil_mode = 'points' where code = $1", sku)
    data, budget = (HEAD + f"C-1,{who},{sku},1,{SOON},,\n").encode(), shop.known["budget.autumn"]
    seen = await foresee(data, "old", budget, actor=shop.who("operator"), work=shop.work)
    assert [one.verdict for one in seen.rows] == ["points_unsaid"]
    assert [one["total"] for one in await batches(shop)] == [1]


async def test_a_client_is_known_by_mobile_and_a_line_that_names_two_people_names_nobody(shop, client):
    await shop.house.run(
        "update audience_identity set value_index = $1 where customer = $2",
        index_of("mobile", "13911112222"),
        client.id,
    )
    other, sku = await shop.client("13800005678"), await sku_code(shop)
    head = "reference,mobile,client,sku,valid to\n"
    second = f"M-2,13911112222,{await number(shop, other)},{sku},{SOON}\n"
    text = f"{head}M-1,+86 139 1111 2222,,{sku},{SOON}\n{second}"
    file, rows = await given(shop, text)
    assert [row["verdict"] for row in rows] == ["given", "client_differs"]
    holder = await shop.house.value(
        "select holder from rights_entitlement where id = $1", rows[0]["entitlement"]
    )
    assert (holder, file["encoding"]) == (client.id, "utf-8")


async def test_a_preview_keeps_nothing_and_foretells_what_giving_does(shop, client):
    text = HEAD + lines(await number(shop, client), 2, sku=await sku_code(shop)) + f"X,C-NO,S,1,{SOON},,\n"
    seen = await foresee(
        text.encode("gb18030"), "crm", shop.known["budget.autumn"], actor=shop.who("operator"), work=shop.work
    )
    assert ([one.verdict for one in seen.rows], seen.grants.encoding) == (
        ["good", "good", "client_unknown"],
        "gb18030",
    )
    assert [one.field for one in seen.grants.columns][:3] == ["reference", "client", "sku"]
    assert await shop.house.value("select count(*) from rights_elsewhere_file") == 0
    for wrong, why in (
        ("a,b\n1,2\n", "column_missing"),
        (f"{HEAD.strip()},凭证号\n", "column_twice"),
        (HEAD, "heads_only"),
    ):
        with pytest.raises(Unreadable, match=why):
            await take(shop, wrong)
    with pytest.raises(Malformed):
        await take(shop, text, system="../x")


async def test_nothing_is_given_before_a_second_person_signed_exactly_that(shop, client):
    text = HEAD + lines(await number(shop, client), 1, sku=await sku_code(shop))
    file = await take(shop, text)
    with pytest.raises(NotAllowed):
        await sign(shop, file, by="operator")
    with pytest.raises(ContentChanged):
        await sign(shop, file, shown="sha256:other")
    far = shop.house.staff("rights.decide_rights_file", units={shop.known["unit.beijing"]})
    with pytest.raises(ElsewhereFileMissing):
        await approve_grants(DecideGrants(key="k", file=file, content_hash="x"), actor=far, work=shop.work)
    await shop.house.drain()
    assert await shop.house.value("select count(*) from rights_entitlement") == 0
    assert (await sign(shop, file, return_grants)).state == "returned"
    both = frozenset({"rights.import_rights", "rights.decide_rights_file"})
    shop.known["staff.both"] = replace(shop.who("branch"), operations=both)
    again = await take(shop, text, by="both")
    with pytest.raises(OwnWork):
        await sign(shop, again, by="both")
    back = EndGrants(key=shop.key(), file=again)
    assert (await withdraw_grants(back, actor=shop.who("both"), work=shop.work)).state == "withdrawn"


async def test_a_worker_that_died_is_followed_by_one_that_gives_the_rest_and_a_cancelled_file_gives_no_more(
    shop, client, monkeypatch
):
    monkeypatch.setattr(give_file, "SET", 2)
    text = HEAD + lines(await number(shop, client), 5, sku=await sku_code(shop))
    file = await take(shop, text)
    await sign(shop, file)
    event = Event(file, "", str(file), {}, now())
    async with shop.work.job() as tx:
        first = await give_file.prepare(event, tx)
    one = give_file.give_set

    async def dies(ident, rows, work):
        if rows[0].line > 3:
            raise ConnectionResetError
        return await one(ident, rows, work)

    monkeypatch.setattr(give_file, "give_set", dies)
    with pytest.raises(ConnectionResetError):
        await give_file.give_file(first, "", shop.work)
    monkeypatch.setattr(give_file, "give_set", one)
    assert (await told(shop, file))[0]["given_count"] == 2
    async with shop.work.job() as tx:
        second = await give_file.prepare(event, tx)
    assert second.next_line == 4

    async def cancels(ident, rows, work):
        done = await one(ident, rows, work)
        end = EndGrants(key=shop.key(), file=file)
        stopped = await cancel_grants(end, actor=shop.who("operator"), work=shop.work)
        assert (stopped.state, stopped.given, stopped.left) == ("cancelled", 4, 1)
        monkeypatch.setattr(give_file, "give_set", one)
        return done

    monkeypatch.setattr(give_file, "give_set", cancels)
    given_ = await give_file.give_file(second, "", shop.work)
    async with shop.work.job() as tx:
        await give_file.finish(second, given_, tx)
    row, rows = await told(shop, file)
    assert (row["state"], row["given_count"], len(rows)) == ("cancelled", 4, 4)
    assert [(one["total"], one["issued"]) for one in await batches(shop)] == [(4, 4)]
    with pytest.raises(ElsewhereFileOver):
        await cancel_grants(EndGrants(key="again", file=file), actor=shop.who("operator"), work=shop.work)
    later = row["done_at"] + timedelta(days=400)
    assert await forget_files(shop.work, at=later) == 1
    assert (await told(shop, file))[0]["file_sha"] == ""
