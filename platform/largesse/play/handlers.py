"""What the room does on events: open the house for a published revision, show the seeds at the end."""

from typing import Any
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.play import plans, seeds
from largesse.play.extensions import deciders_of
from largesse.play.rulebook import Edition, plan_of
from largesse.store.outbox import Event, Handler, Handlers
from largesse.store.work import Tx


async def prepare(event: Event, tx: Tx[Any]) -> None:
    """Make seed, commitment and pools of a revision as soon as it is published."""
    row = await tx.row(
        "select a.id, r.hash, r.document from activities_activity a"
        " join activities_revision r on r.id = a.published where a.id = $1",
        UUID(event.payload["activity"]),
    )
    if row is None:
        return
    edition = Edition(row["id"], row["hash"], row["document"])
    for play in edition.document["plays"]:
        try:
            plan = plan_of(edition, play["id"], deciders_of(tx.house))
        except Refusal:
            continue
        await plans.open_house(tx, plan)


async def reveal(event: Event, tx: Tx[Any]) -> None:
    """Show the seeds of an activity that is over."""
    await seeds.reveal(tx, UUID(event.payload["activity"]))


HANDLERS: Handlers = {
    "activities.revision_published.v1": [Handler("play.prepare", prepare)],
    "activities.activity_ended.v1": [Handler("play.reveal", reveal)],
}
