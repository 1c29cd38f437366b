"""A bank with its people and two active batches in the register."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.kit.bank import Bank
from tests.kit.seed import PEOPLE, Seed
from tests.kit.telling import told

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.decide import (
    ApproveRevision,
    ReturnRevision,
    approve_revision,
    return_revision,
)
from largesse.activities.revisions.publish import PublishRevision, publish_revision
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.contracts.registry import folder
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id, text_id

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))


@dataclass
class Agency(Bank):
    """The people of the demo's bank and what an activity of theirs needs."""

    batches: dict[str, UUID] = field(default_factory=dict)

    def document(self, change: Callable[[dict[str, Any]], None] = lambda _: None) -> dict[str, Any]:
        """Give the full example, bound to this bank's register, from a day ago for two weeks."""
        document = deepcopy(EXAMPLE)
        now = datetime.now(UTC).replace(microsecond=0)
        document["window"] |= {
            "start": (now - timedelta(days=1)).isoformat(),
            "end": (now + timedelta(days=13)).isoformat(),
        }
        for right in document["rights"]:
            right["batch"] = text_id("bat", self.batches[right["ref"]])
        change(document)
        return told(document)

    async def begin(self, document: dict[str, Any] | None = None):
        """Create an activity whose draft is this document; gives the saved draft."""
        ask = CreateActivity(key=self.key(), title="中秋雅集")
        made = await create_activity(ask, actor=self.who("designer"), work=self.house.work)
        saved = SaveDraft(
            key=self.key(), activity=made.activity, draft_version=1, document=document or self.document()
        )
        return await save_draft(saved, actor=self.who("designer"), work=self.house.work)

    async def submit(self, draft, by: str = "designer"):
        ask = SubmitRevision(key=self.key(), activity=draft.activity, draft_version=draft.draft_version)
        return await submit_revision(ask, actor=self.who(by), work=self.house.work)

    async def sign(self, submitted, by: str, opinion: str = "同意"):
        ask = ApproveRevision(
            key=self.key(), revision=submitted.revision, hash=submitted.hash, opinion=opinion
        )
        return await approve_revision(ask, actor=self.who(by), work=self.house.work)

    async def send_back(self, submitted, by: str, return_to: int | None = None):
        ask = ReturnRevision(
            key=self.key(),
            revision=submitted.revision,
            hash=submitted.hash,
            opinion="请补充奖品说明",
            return_to=return_to,
        )
        return await return_revision(ask, actor=self.who(by), work=self.house.work)

    async def approve(self, submitted):
        """Sign by everyone on the demo's route."""
        for name in ("branch", "protection", "headoffice"):
            decided = await self.sign(submitted, name)
        return decided

    async def publish(self, revision: UUID, by: str = "operator"):
        ask = PublishRevision(key=self.key(), revision=revision)
        return await publish_revision(ask, actor=self.who(by), work=self.house.work)

    async def out(self, document: dict[str, Any] | None = None):
        """Bring an activity out through everyone's hands."""
        submitted = await self.submit(await self.begin(document))
        await self.approve(submitted)
        return await self.publish(submitted.revision)

    async def revision(self, revision: UUID) -> dict[str, Any]:
        return (await self.house.rows("select * from activities_revision where id = $1", revision))[0]

    async def state(self, activity: UUID) -> str:
        return await self.house.value("select state from activities_activity where id = $1", activity)

    async def open_batch(self, ref: str) -> UUID:
        """Put one active batch of a right of the example into the register."""
        right = next(one for one in EXAMPLE["rights"] if one["ref"] == ref)
        unit, product, sku, batch = self.known["unit.shanghai"], new_id(), new_id(), new_id()
        run = self.house.run
        title = right["title"]
        await run(
            "insert into rights_product (id, code, title, category, org_unit) values ($1, $2, $3, $4, $5)",
            product,
            f"P-{ref}",
            title,
            right["category"],
            unit,
        )
        await run(
            "insert into rights_sku (id, product, code, title, fulfil_mode, currency, face_value_minor,"
            " market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm,"
            " valid_days) values"
            " ($1, $2, $3, $4, 'own_code', $5, $6, $6, $7, 'none', 'bank', 'no_deduct', 60000, 90)",
            sku,
            product,
            f"S-{ref}",
            title,
            right["currency"],
            right["market_value_minor"],
            right["unit_cost_minor"],
        )
        now = datetime.now(UTC)
        await run(
            "insert into rights_batch (id, code, title, sku, budget, total, free, unit_cost_minor, currency,"
            " valid_days, starts_at, ends_at, state, org_unit, created_by, content_hash)"
            " values ($1, $2, $3, $4, $5, 1000, 1000, $6, $7, 90, $8, $9, 'active', $10, $11, 'sha256:0')",
            batch,
            f"B-{ref}",
            title,
            sku,
            self.known["budget"],
            right["unit_cost_minor"],
            right["currency"],
            now - timedelta(days=2),
            now + timedelta(days=90),
            unit,
            new_id(),
        )
        return batch


@pytest.fixture(scope="session")
def seed() -> Seed:
    return PEOPLE


@pytest.fixture
async def bank(house) -> Agency:
    """People, a budget of 200,000.00 CNY and the two batches of the example."""
    bank = Agency(house)
    bank.known["budget"] = new_id()
    await house.run(
        "insert into rights_budget (id, code, title, currency, cap_minor, org_unit)"
        " values ($1, 'BUD', '{}', 'CNY', 20000000, $2)",
        bank.known["budget"],
        bank.known["unit.shanghai"],
    )
    for ref in ("lounge", "tea"):
        bank.batches[ref] = await bank.open_batch(ref)
    return bank


@pytest.fixture
def stranger(bank) -> Actor:
    """A designer of the other branch."""
    return replace(
        bank.who("designer"),
        id=new_id(),
        units=frozenset({bank.known["unit.beijing"]}),
        unit=bank.known["unit.beijing"],
    )
