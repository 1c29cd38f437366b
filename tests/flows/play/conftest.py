"""A bank whose activities are published through everyone's hands, and many clients who take part."""

import json
from collections.abc import AsyncIterator, Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.flows.play.telling_events import Desk, desk_of
from tests.kit.application import APP
from tests.kit.bank import Bank
from tests.kit.seed import REGISTER, Seed
from tests.kit.telling import told

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.publish import PublishRevision, publish_revision
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.contracts.registry import folder
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id, text_id
from largesse.play.groups.take_part import Said, TakePart, take_part
from largesse.play.groups.ticket import Played
from largesse.store import database
from largesse.store import work as store_work

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))
Change = Callable[[dict[str, Any]], None]


class Fair(Bank):
    """What a test about taking part needs."""

    async def clients(self, count: int, tier: str = "gold") -> list[Actor]:
        """Enrol clients."""
        ids = [new_id() for _ in range(count)]
        await self.house.run(
            "insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)"
            " select c, 'C' || replace(c::text, '-', ''), '客户', $2, $3, now(), now()"
            " from unnest($1::uuid[]) c",
            ids,
            tier,
            self.known["unit.shanghai"],
        )
        return [self.house.client(one) for one in ids]

    def document(self, change: Change = lambda _: None, **batches: UUID) -> dict[str, Any]:
        document = deepcopy(EXAMPLE)
        now = datetime.now(UTC).replace(microsecond=0)
        document["window"] |= {
            "start": (now - timedelta(days=1)).isoformat(),
            "end": (now + timedelta(days=13)).isoformat(),
        }
        for right in document["rights"]:
            batch = batches.get(right["ref"], self.known[f"batch.{right['ref']}"])
            right |= {
                "batch": text_id("bat", batch),
                "category": {"lounge": "lounge", "tea": "gift"}[right["ref"]],
            }
        change(document)
        return told(document)

    async def publish(self, document: dict[str, Any]) -> tuple[str, UUID]:
        """Bring a document out through designer, three approvers and operator; gives link name and id."""
        designer, work = self.who("designer"), self.house.work
        made = await create_activity(
            CreateActivity(key=self.key(), title="中秋雅集"), actor=designer, work=work
        )
        await self.revise(made.activity, document, loaded=1)
        slug = await self.house.value("select slug from activities_activity where id = $1", made.activity)
        return slug, made.activity

    async def revise(self, activity: UUID, document: dict[str, Any], loaded: int = 0) -> None:
        """Bring a revision out through everyone's hands; ``loaded``: version of an open draft, 0: none is."""
        designer, work = self.who("designer"), self.house.work
        wish = SaveDraft(key=self.key(), activity=activity, draft_version=loaded, document=document)
        saved = await save_draft(wish, actor=designer, work=work)
        sent = await submit_revision(
            SubmitRevision(key=self.key(), activity=activity, draft_version=saved.draft_version),
            actor=designer,
            work=work,
        )
        for name in ("branch", "protection", "headoffice"):
            sign = ApproveRevision(key=self.key(), revision=sent.revision, hash=sent.hash, opinion="同意")
            await approve_revision(sign, actor=self.who(name), work=work)
        await publish_revision(
            PublishRevision(key=self.key(), revision=sent.revision), actor=self.who("operator"), work=work
        )

    async def play(
        self, client: Actor, activity: str, key: str = "", play: str = "wheel", **said: list[str]
    ) -> Played:
        answers = tuple(Said(name, tuple(values)) for name, values in said.items())
        ask = TakePart(key=key or self.key(), activity=activity, play=play, said=answers)
        return await take_part(ask, actor=client, work=self.house.work)

    async def books(self, activity: UUID) -> dict[str, int]:
        """Count what an activity left behind, for adding up."""
        (row,) = await self.house.rows(
            "select (select count(*) from play_draw where activity = $1) as draws,"
            " (select coalesce(sum(used), 0)::int from play_chance where activity = $1) as chances,"
            " (select count(*) from store_receipt r join play_draw d on d.id = r.id"
            " where d.activity = $1) as receipts,"
            " (select count(*) from store_receipt where use_case = 'play.take_part') as all_receipts,"
            " (select count(*) from rights_entitlement where activity = $1) as rights,"
            " (select count(*) from play_draw where activity = $1 and entitlement is not null) as prizes",
            activity,
        )
        return row


@pytest.fixture(scope="session")
def seed() -> Seed:
    return REGISTER


@pytest.fixture
async def fair(house) -> Fair:
    return Fair(house)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let hours pass at the one clock that transactions have."""
    gone = timedelta()

    def passes(hours: int) -> None:
        nonlocal gone
        gone = gone + timedelta(hours=hours) if hours else timedelta()
        monkeypatch.setattr(store_work, "now", lambda: datetime.now(UTC) + gone)

    return passes


@pytest.fixture
async def desk(fair: Fair) -> AsyncIterator[Desk]:
    async with desk_of(fair) as one:
        yield one


@pytest.fixture(scope="module")
async def fairground(ground) -> AsyncIterator[Fair]:
    """A fair that the tests of one module share with its site."""
    async with database.connected(APP.house.rooms, ground.dsn, pool_max=8):
        yield Fair(ground)
        await ground.close()
