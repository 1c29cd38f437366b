"""The adviser's note on a right of mine, on the client face."""

from datetime import datetime
from typing import cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.identity.staff.reads import names_of_staff
from largesse.rights.entitlements.client import MyRight
from largesse.rights.handing.reads import note_of


@strawberry.type(description="What my adviser wrote to me with a right.")
class AdviserNote:
    """The note."""

    words: str = named("What it says.")
    locale: str = named("The language that it is written in.")
    adviser: str = named("Who wrote it; empty: somebody who is no longer here.")
    at: datetime = named("When.")


@extends(MyRight)
@strawberry.type
class NoteOfRight:
    """What is added to a right; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="The note that my adviser handed it over with; null: none.")
    async def note(self, info: Info) -> AdviserNote | None:
        """Read the note."""
        async with info.context.work.read() as read:
            found = await note_of(read, info.context.who().id, cast("MyRight", self).row.id)
            names = await names_of_staff(read, [found.adviser]) if found else {}
        if found is None:
            return None
        return AdviserNote(
            words=found.note, locale=found.locale, adviser=names.get(found.adviser, ""), at=found.at
        )
