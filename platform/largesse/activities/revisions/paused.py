"""Which providers of an activity's rights are paused, on the console face."""

from typing import cast

import strawberry

from largesse.activities.guard.register import batches
from largesse.activities.lifecycle.console import Activity
from largesse.activities.revisions.drafts import out
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.kernel.copy import said
from largesse.rights.batches.offers import offers


@extends(Activity)
@strawberry.type
class PausedOfActivity:
    """Who is paused; ``self`` is the activity when the face is assembled."""

    @strawberry.field(description="Providers of published rights that are paused; those rights wait.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def paused_providers(self, info: Info) -> list[str]:
        """Read their names, each once."""
        activity = cast("Activity", self).row.id
        async with info.context.work.read() as read:
            revision = await out(read, activity)
            found = await offers(read, batches(revision.document)) if revision else {}
        paused = (one.paused_provider for one in found.values())
        return sorted({said(name, info.context.locale) for name in paused if name})
