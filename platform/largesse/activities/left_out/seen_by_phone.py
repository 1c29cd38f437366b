"""A phone tells which component failed in its own browser; staff see it beside what the server left out.

Invariant   only a component of the page that is out is taken, by the kind of its error and its place in our
            scripts: no message, which might hold what is a client's; once an hour for each process
Source      docs/explanation/rendering.md
"""

from operator import itemgetter
from typing import Annotated, cast

import msgspec
import structlog

from largesse.activities.documents.document import nodes
from largesse.activities.left_out.noted import noted
from largesse.activities.lifecycle.reads import published
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.store.work import Work

log = structlog.get_logger(__name__)
PHONE = "phone"
_KEEP = """
insert into activities_left_out as l
  (id, activity, revision_hash, node, component, why, phase, locale, first_at, last_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
on conflict (activity, revision_hash, node) do update
  set last_at = excluded.last_at, why = case when l.phase = excluded.phase then excluded.why else l.why end
"""


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a phone tells: a node, the kind of error (``TypeError``), and a place (``entry.js:1:204``)."""

    node: Annotated[str, msgspec.Meta(max_length=80)]
    kind: Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Za-z]{0,39}$")]
    at: Annotated[str, msgspec.Meta(pattern=r"^(?:[A-Za-z0-9_.-]{1,80}:[0-9]{1,7}:[0-9]{1,7})?$")] = ""

    @property
    def why(self) -> str:
        """The reason as staff read it."""
        return f"{PHONE}: {self.kind} {self.at}".rstrip()


async def seen_by_phone(told: Told, slug: str, locale: str, work: Work) -> None:
    """Keep what a phone tells, where such a component is on the page that is out; else nothing happens."""
    async with work.read() as read:
        page = await published(read, slug)
    if page is None:
        return
    shown = (node for node, _ in nodes(cast("ActivityDocument", page.document)))
    components: dict[str, str] = dict(map(itemgetter("id", "type"), shown))
    due = told.node in components and noted(work.house).due((page.id, page.hash, told.node), now())
    if not due:
        return
    log.error("component_left_out", activity=str(page.id), node=told.node, why=told.why, phase=PHONE)
    async with work.job() as tx:
        seen = (told.node, components[told.node], told.why, PHONE, locale, tx.now)
        await tx.run(_KEEP, new_id(), page.id, page.hash, *seen)
