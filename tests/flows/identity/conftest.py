"""The demo's bank, peopled: real units and real staff, since the database itself checks who signs."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from largesse.identity import demo as people
from largesse.identity.approvals.approvals import Proposal, Signing, propose, sign
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id
from largesse.store import database
from largesse.store.demo import Stage
from largesse.store.work import Work

HASH = "sha256:" + "a" * 64


@dataclass
class Bank:
    """Shorthand for arranging approvals in a peopled house."""

    house: object
    stage: Stage

    def staff(self, login: str) -> Actor:
        return self.stage.known[f"staff.{login}"]

    def unit(self, name: str) -> UUID:
        return self.stage.known[f"unit.{name}"]

    async def propose(self, *, by: str = "designer", unit: str = "shanghai", **fields) -> UUID:
        asked = {"subject_kind": "activities.revision", "route": "activity", "subject": new_id()} | fields
        async with self.stage.work.job(self.staff(by)) as tx:
            what = Proposal(content_hash=HASH, org_unit=self.unit(unit), title="中秋礼遇", **asked)
            return await propose(tx, what, self.staff(by))

    async def sign(self, approval: UUID, who: str, decision: str = "approve", **fields):
        asked = {"content_hash": HASH, "opinion": "同意"} | fields
        async with self.stage.work.job(self.staff(who)) as tx:
            return await sign(tx, Signing(approval=approval, decision=decision, **asked), self.staff(who))


@pytest.fixture(scope="session")
def template(servers, template) -> str:
    """The migrated template with the demo's bank in it, seeded once for this folder."""
    name = "template_peopled_identity"

    async def make() -> None:
        owner = await asyncpg.connect(servers.dsn("postgres"))
        await owner.execute(f'create database "{name}" template "{template}" strategy file_copy')
        await owner.close()
        async with database.connected(servers.dsn(name), pool_max=2):
            stage = Stage(Work())
            await people.seed(stage)

    asyncio.run(make())
    return name


@pytest.fixture
async def bank(house) -> Bank:
    stage = Stage(house.work)
    await people.seed(stage)
    return Bank(house, stage)
