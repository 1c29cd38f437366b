"""Activities under their lock.

Invariant   whoever changes an activity or a revision of it holds the activity's row lock
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.records import Activity
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.store.work import Tx


@dataclass(frozen=True)
class ActivityMissing(Missing):
    """No such activity within reach."""

    code = "activities.activity_missing"
    activity: UUID


async def locked(tx: Tx[Any], activity: UUID, actor: Actor, missing: Missing | None = None) -> Activity:
    """Lock an activity.

    Raises:
        ActivityMissing: ``activities.activity_missing``, also when out of the actor's reach; or ``missing``.
    """
    found = await Activity.filter(id=activity).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise missing or ActivityMissing(activity)
    actor.reach(found.org_unit, missing or ActivityMissing(activity))
    return found
