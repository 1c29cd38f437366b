"""The demo's bank, peopled: real units and real staff, since the database itself checks who signs."""

from uuid import UUID

import pytest
from tests.kit.bank import Bank
from tests.kit.seed import PEOPLE, Seed

from largesse.identity.approvals.approvals import Proposal, Signing, propose, sign
from largesse.kernel.ids import new_id

HASH = "sha256:" + "a" * 64


class Peopled(Bank):
    """Shorthand for arranging approvals in a peopled house."""

    async def propose(self, *, by: str = "designer", unit: str = "shanghai", **fields) -> UUID:
        asked = {"subject_kind": "activities.revision", "route": "activity", "subject": new_id()} | fields
        async with self.work.job(self.who(by)) as tx:
            what = Proposal(content_hash=HASH, org_unit=self.unit(unit), title="中秋礼遇", **asked)
            return await propose(tx, what, self.who(by))

    async def sign(self, approval: UUID, who: str, decision: str = "approve", **fields):
        asked = {"content_hash": HASH, "opinion": "同意"} | fields
        async with self.work.job(self.who(who)) as tx:
            return await sign(tx, Signing(approval=approval, decision=decision, **asked), self.who(who))


@pytest.fixture(scope="session")
def seed() -> Seed:
    return PEOPLE


@pytest.fixture
async def bank(house) -> Peopled:
    return Peopled(house)
