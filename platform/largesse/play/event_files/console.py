"""Files of events on the console face; they come by upload."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.ids import parse_id, text_id
from largesse.play.event_files import reads
from largesse.play.event_files.records import EVENT_FILE
from largesse.rights.code_lots.preview import why_in_words
from largesse.rights.row_files.console import ReadInSets


@strawberry.type(description="A file of events that somebody brought.")
class EventFile(ReadInSets):
    """One file."""

    rows = reads.ROWS
    id: str = named("Id, evf_….")
    source_name: str = named("The source whose events they are.")
    file_name: str = named("The file.")
    state: str = named("waiting, reading, done or refused.")
    under_way: bool = named("Whether it is still being read.")
    why: str = named("Why the whole file was refused, in words.")
    read_count: int = named("Rows read so far.")
    total_count: int = named("Rows in the file.")
    taken_count: int = named("Events that count by it.")
    bad_count: int = named("Rows that do not count.")
    by_name: str = named("Who brought it.")
    asked_at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.EventFileRow, locale: str) -> Self:
        return cls(
            file=row.id,
            id=text_id(EVENT_FILE, row.id),
            source_name=row.source_name,
            file_name=row.file_name,
            state=row.state,
            under_way=row.state in {"waiting", "reading"},
            why=why_in_words(row.why, locale) if row.why else "",
            read_count=row.read_count,
            total_count=row.total_count,
            taken_count=row.taken_count,
            bad_count=row.bad_count,
            by_name=row.by_name,
            asked_at=row.asked_at,
        )


@strawberry.type
class EventFileQuery:
    """Files of events."""

    event_files: Connection[EventFile] = list_field(
        Listing("event-files", "play.read_events", reads.event_files_page, EventFile.of),
        "Files of events within reach, newest first. sort: askedAt, fileName.",
    )

    @strawberry.field(description="One file and how far it is; null when missing or out of reach.")
    @missing_as_null
    async def event_file(self, info: Info, id: str) -> EventFile | None:  # noqa: A002 - the face's name
        """Show a file's progress."""
        actor = info.context.who()
        actor.must("play.read_events")
        async with info.context.work.read() as read:
            row = await reads.event_file_of(read, actor, parse_id(EVENT_FILE, id))
        return EventFile.of(row, info.context.locale) if row else None
