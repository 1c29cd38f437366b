"""What stands against approving a revision: who wrote it, and an activity that is over for a short change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.documents.document import window
from largesse.activities.lifecycle.lifecycle import State, expect_open
from largesse.activities.revisions.submit import SUBJECT
from largesse.identity.approvals.subject import Against, Subject
from largesse.kernel.clock import now
from largesse.kernel.errors import Refusal
from largesse.store.work import Read

_WRITTEN = """
select r.id, r.editors, a.state, case when r.kind = 'edit' then null else r.document end as document
from activities_revision r join activities_activity a on a.id = r.activity where r.id = any($1::uuid[])
"""


@dataclass(frozen=True)
class _Written:
    """A revision by its writers; ``document`` only where its approval brings it out at once."""

    id: UUID
    editors: tuple[UUID, ...]
    state: State
    document: Any

    @property
    def over(self) -> bool:
        """Whether it would come out at once, and no longer can."""
        if self.document is None:
            return False
        try:
            expect_open(self.state, window(self.document), now())
        except Refusal:
            return True
        return False


async def against_revisions(read: Read, revisions: Sequence[UUID]) -> dict[UUID, Against]:
    """Read what stands against approving revisions, by id."""
    rows = await read.all(_Written, _WRITTEN, list(revisions))
    return {row.id: Against(frozenset(row.editors), row.over) for row in rows}


REVISIONS = Subject(
    kind=SUBJECT,
    approve="activities.approve_revision",
    send_back="activities.return_revision",
    withdraw="activities.withdraw_revision",
    against=against_revisions,
)
