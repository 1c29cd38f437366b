"""Files of uses on the console face; they come by upload."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.code_lots.preview import why_in_words
from largesse.rights.row_files.console import ReadInSets
from largesse.rights.told_uses import reads
from largesse.rights.told_uses.records import USE_FILE

_UNDER_WAY = frozenset({"waiting", "reading"})


@strawberry.type(description="A provider's file that tells which rights were used when.")
class UseFile(ReadInSets):
    """One file."""

    rows = reads.ROWS
    id: str = named("Id, usf_….")
    provider_name: str = named("Whose file it is.")
    file_name: str = named("The file.")
    zone: str = named("Time zone of its times without an offset.")
    state: str = named("waiting, reading, done or refused.")
    under_way: bool = named("Whether it is still being booked.")
    why: str = named("Why the whole file was refused, in words.")
    read_count: int = named("Rows seen so far.")
    total_count: int = named("Rows in the file.")
    booked_count: int = named("Uses booked.")
    bad_count: int = named("Rows that were not booked.")
    by_name: str = named("Who brought it.")
    asked_at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.UseFileRow, locale: str) -> Self:
        return cls(
            file=row.id,
            id=text_id(USE_FILE, row.id),
            provider_name=said(row.provider_name, locale),
            file_name=row.file_name,
            zone=row.zone,
            state=row.state,
            under_way=row.state in _UNDER_WAY,
            why=why_in_words(row.why, locale) if row.why else "",
            read_count=row.read_count,
            total_count=row.total_count,
            booked_count=row.booked_count,
            bad_count=row.bad_count,
            by_name=row.by_name,
            asked_at=row.asked_at,
        )


@strawberry.type
class UseFileQuery:
    """Files of uses."""

    use_files: Connection[UseFile] = list_field(
        Listing("use-files", "rights.view", reads.use_files_page, UseFile.of),
        "Files of uses within reach, newest first. sort: askedAt, fileName.",
    )

    @strawberry.field(description="One file and how far it is; null when missing or out of reach.")
    @missing_as_null
    async def use_file(self, info: Info, id: str) -> UseFile | None:  # noqa: A002 - the face's name
        """Show a file's progress."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.use_file_of(read, actor, parse_id(USE_FILE, id))
        return UseFile.of(row, info.context.locale) if row else None
