"""What was left out, on the console face."""

from datetime import datetime
from typing import cast

import strawberry

from largesse.activities.left_out.reads import Missed, missed
from largesse.activities.lifecycle.console import Activity
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named


@strawberry.type(description="A component of the page that is out, left out of it because it fails.")
class LeftOut:
    """One component that fails."""

    node: str = named("Its node in the document; empty: the page as a whole.")
    component: str = named("Its type, such as lottery-wheel; empty: the page as a whole.")
    why: str = named("What the painter said.")
    first_at: datetime = named("When a client missed it first.")
    last_at: datetime = named("When it was noted last; at most once an hour.")

    @classmethod
    def of(cls, row: Missed) -> "LeftOut":
        return cls(
            node=row.node, component=row.component, why=row.why, first_at=row.first_at, last_at=row.last_at
        )


@extends(Activity)
@strawberry.type
class LeftOutOfActivity:
    """What fails on an activity's page; ``self`` is the activity when the face is assembled."""

    @strawberry.field(description="Components of the page that is out which fail and are left out of it.")
    async def left_out(self, info: Info) -> list[LeftOut]:
        """Read them."""
        activity = cast("Activity", self).row.id
        async with info.context.work.read() as read:
            return [LeftOut.of(row) for row in await missed(read, activity)]
