"""What plans do on events: a published revision is made ready before its first play."""

from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.reads import published
from largesse.kernel.errors import Refusal
from largesse.play.plans.memory import make_ready, means_of
from largesse.play.plans.plan import Edition, plan_of
from largesse.store.outbox import Event, Handler, Handlers
from largesse.store.work import Tx


async def prepare(event: Event, tx: Tx[Any]) -> None:
    """Make seed, commitment and pools of a revision as soon as it is published."""
    shown = await published(tx, UUID(event.payload["activity"]))
    if shown is None:
        return
    edition, means = Edition.of(shown), means_of(tx.house)
    for play in shown.document["plays"]:
        try:
            plan = plan_of(edition, play["id"], means)
        except Refusal:
            continue
        await make_ready(tx, plan)


HANDLERS: Handlers = {"activities.revision_published.v1": [Handler("play.prepare", prepare)]}
