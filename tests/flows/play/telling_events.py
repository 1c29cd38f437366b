"""A bank's system that tells events, as tests speak of it."""

import hashlib
import hmac
import json
from contextlib import asynccontextmanager

import httpx
from tests.kit.application import APP

from largesse.app import web_routes
from largesse.contracts.registry import folder
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.play.sources.keep import OpenEventSource, open_event_source
from largesse.play.sources.keys import GiveSourceKey, give_source_key
from largesse.play.sources.secret import secret_of
from largesse.web.edge import application

PLAYS = folder() / "examples/valid/plays"


def example(name):
    """Give an example's parts that are about its plays, to be laid over the fair's document."""
    whole = json.loads((PLAYS / f"{name}.json").read_text("utf-8"))

    def change(document):
        for part in ("plays", "states", "limits", "audience", "pages", "budget"):
            document[part] = whole[part]
        refs = {one["ref"] for one in whole["rights"]}
        document["rights"] = [one for one in document["rights"] if one["ref"] in refs]
        document["goal"]["target"] = 10

    return change


class Desk:
    """A source with a key, and a system that signs with it."""

    def __init__(self, fair, http, source, key):
        self.fair, self.http, self.source, self.key = fair, http, source, key

    async def sends(self, *events, key=None, at=None, body=None, sign=None):
        """Send a signed message; gives the answer."""
        content = body if body is not None else json.dumps({"events": list(events)}).encode()
        key = key or self.key
        stamp = int((at or now()).timestamp())
        mark = hmac.new(secret_of(key).encode(), f"{stamp}.".encode() + content, hashlib.sha256).hexdigest()
        headers = {
            "largesse-key": text_id("evk", key),
            "largesse-signature": f"t={stamp},v1={mark}" if sign is None else sign,
        }
        return await self.http.post("/open/v1/events", content=content, headers=headers)

    async def becomes(self, *events):
        """Send events and give what became of each."""
        answer = await self.sends(*events)
        assert answer.status_code == 202, answer.text
        return [(one["becomes"], one["reason"]) for one in answer.json()["events"]]

    async def waiting(self):
        rows = await self.fair.house.rows(
            "select id, told_id, reason from play_inbound where state = 'quarantined' order by told_id"
        )
        return {row["told_id"]: row for row in rows}


def event(ident, name, client, at=None, **props):
    """Give an event as a system writes it."""
    at = (at or now()).isoformat() if not isinstance(at, str) else at
    return {"id": ident, "name": name, "at": at, "client": {"number": f"C{client.id.hex}"}, "props": props}


@asynccontextmanager
async def desk_of(fair):
    """Give a system with a source and a key of its own, in front of the bank's web process."""
    admin = fair.who("admin")
    kept = await open_event_source(
        OpenEventSource(key=fair.key(), org_unit=fair.unit("shanghai"), name="核心系统"),
        actor=admin,
        work=fair.work,
    )
    given = await give_source_key(
        GiveSourceKey(key=fair.key(), source=kept.source), actor=admin, work=fair.work
    )
    site = application(web_routes(APP, None))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://bank.test") as http:
        yield Desk(fair, http, kept.source, given.source_key)


async def crowded(fair, desk, events, happened):
    """Put so many events of one instant into the house at once, each of a client of his own."""
    await fair.house.run(
        """
        with made as (
          insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)
          select gen_random_uuid(), 'C' || 700000 + n, '客户', 'gold', $2, now(), now()
          from generate_series(1, $1) n returning id, ext_id)
        insert into play_inbound
          (id, source, told_id, digest, via, name, happened_at, received_at, state, client)
        select gen_random_uuid(), $3, ext_id, ext_id, 'file', 'account.opened', $4, now(), 'accepted', id
        from made
        """,
        events,
        fair.known["unit.shanghai"],
        desk.source,
        happened,
    )
