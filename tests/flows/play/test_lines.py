"""A line of the register's budget holds in the group commit, among plays that arrive at once."""

import asyncio

from tests.flows.play.test_taking_part import everyone_wins

from largesse.play.groups.ticket import GiftsGone
from largesse.rights.budgets.lines import LineKind
from largesse.rights.budgets.set_line import SetLine, set_budget_line

LEFT = "select kind, cap_minor - reserved_minor - spent_minor as left from rights_budget_line order by kind"


async def line(fair, kind: LineKind, units: int, **of) -> None:
    ask = SetLine(
        key=fair.key(),
        budget=fair.known["budget.autumn"],
        kind=kind,
        cap_minor=units * 9_900,
        reason="试行",
        **of,
    )
    await set_budget_line(ask, actor=fair.who("operator"), work=fair.work)


async def won(fair, slug: str, clients) -> int:
    """Let clients play at once; gives how many won, and sees that the rest were told that gifts are gone."""

    async def one(client):
        try:
            return await fair.play(client, slug)
        except GiftsGone:
            return None

    return len([one for one in await asyncio.gather(*(one(client) for client in clients)) if one])


async def test_an_activitys_line_and_a_days_line_hold_among_plays_that_arrive_at_once(fair):
    slug, activity = await fair.publish(fair.document(everyone_wins))
    other, _ = await fair.publish(fair.document(everyone_wins))
    await line(fair, LineKind.ACTIVITY, 10, activity=activity)
    await line(fair, LineKind.DAY, 25)
    assert await won(fair, slug, await fair.clients(50)) == 10
    books = await fair.books(activity)
    assert books == {
        "draws": 10,
        "chances": 10,
        "receipts": 10,
        "all_receipts": 10,
        "rights": 10,
        "prizes": 10,
    }
    assert await won(fair, other, await fair.clients(30)) == 15
    assert await fair.house.rows(LEFT) == [{"kind": "activity", "left": 0}, {"kind": "day", "left": 0}]
    assert await fair.house.value("select count(*) from rights_promise") == 10 * 2 + 15


async def test_a_branchs_line_holds_for_its_own_clients(fair):
    slug, _ = await fair.publish(fair.document(everyone_wins))
    await line(fair, LineKind.UNIT, 3, org_unit=fair.known["unit.shanghai"])
    assert await won(fair, slug, await fair.clients(8)) == 3
