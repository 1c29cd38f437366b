"""Clients recognised together are recognised by the same rule as one by one."""

import asyncio

from largesse.identity.sessions.recognise import recognition
from largesse.identity.sessions.sessions import Opening, actor_of, open_session

ENDS = {
    "ended": "update identity_session set ended_at = now() where token_hash = $1",
    "idle": "update identity_session set seen_at = now() - interval '2 days' where token_hash = $1",
    "old": "update identity_session set expires_at = now() where token_hash = $1",
}


async def test_the_two_ways_agree_on_every_session(bank):
    async with bank.work.job() as tx:
        live = {
            name: await open_session(tx, Opening("client", bank.client(name), "demo"))
            for name in ("wang", "chen")
        }
        ended = {why: await open_session(tx, Opening("client", bank.client("liu"), "demo")) for why in ENDS}
        staff = await open_session(tx, Opening("staff", bank.who("admin").id, "password"))
    rows = await bank.house.rows(
        "select token_hash from identity_session where subject = $1", bank.client("liu")
    )
    for sql, row in zip(ENDS.values(), rows, strict=True):
        await bank.house.run(sql, row["token_hash"])
    tokens = [*live.values(), *ended.values(), "made-up"]
    together = await asyncio.gather(*(recognition(bank.work).client(one) for one in (*tokens, *tokens)))
    assert together == [await actor_of(bank.work, one) for one in tokens] * 2
    assert [one.id for one in together[:2]] == [bank.client("wang"), bank.client("chen")]
    assert together[2:6] == [None] * 4
    assert await recognition(bank.work).client(staff) is None
