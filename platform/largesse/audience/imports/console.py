"""Imports of clients on the console face."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.audience.imports import import_clients as imports
from largesse.audience.imports.client_file import Bad
from largesse.audience.imports.preview import why_in_words
from largesse.audience.imports.reads import ImportRow, import_row, imports_page
from largesse.audience.imports.records import IMPORT
from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.copy import text
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import Name


@strawberry.type(description="Why a row of an import was left out.")
class BadRow:
    """One problem by line and field."""

    line: int = named("Line of the file, the header being 1.")
    field: str = named("Column.")
    reason: str = named("Stable word, as unknown_tier.")
    message: str = named("The reason in words.")

    @classmethod
    def of(cls, bad: Bad, locale: str) -> Self:
        message = text(f"audience.bad.{bad.reason}", locale)
        return cls(line=bad.line, field=bad.field, reason=bad.reason, message=message)


@strawberry.type(description="A column of an import's file.")
class ImportColumn:
    """One head and what it is read as."""

    head: str = named("What stands above it.")
    field: str = named("The field that it is read as; empty: unused.")


@strawberry.type(description="An import of clients and how far it is.")
class ClientImport:
    """One import."""

    id: str = named("Id, imp_….")
    file_name: str = named("File.")
    state: str = named("waiting, reading, done or refused.")
    dry_run: bool = named("Only read; nothing was written.")
    why: str = named("Why the whole file was refused, in words.")
    format: str = named("csv or xlsx.")
    encoding: str = named("utf-8, utf-16 or gb18030.")
    columns: list[ImportColumn] = named("The file's columns, in its order.")
    read_count: int = named("Rows read so far.")
    total_count: int = named("Rows in the file.")
    created_count: int = named("Clients added.")
    updated_count: int = named("Clients updated.")
    bad_count: int = named("Rows left out.")
    bad: list[BadRow] = named("Problems, at most 1,000.")
    by_name: str = named("Who imported.")
    asked_at: datetime = named("When begun.")
    done_at: datetime | None = named("When finished.")

    @classmethod
    def of(cls, row: ImportRow, locale: str) -> Self:
        why, _, what = row.why.partition(":")
        return cls(
            id=text_id(IMPORT, row.id),
            file_name=row.file_name,
            state=row.state,
            dry_run=row.dry_run,
            why=why_in_words(why, what, locale) if why else "",
            format=row.format,
            encoding=row.encoding,
            columns=[ImportColumn(head=one.text, field=one.field) for one in row.heads],
            read_count=row.read_count,
            total_count=row.total_count,
            created_count=row.created_count,
            updated_count=row.updated_count,
            bad_count=row.bad_count,
            bad=[BadRow.of(one, locale) for one in row.bad],
            by_name=row.by_name,
            asked_at=row.asked_at,
            done_at=row.done_at,
        )


@strawberry.type(description="The import has begun; ask clientImport for its progress.")
class ImportBegun:
    """Answer of an import."""

    client_import: ClientImport = named("The import.")


@dataclass(frozen=True, kw_only=True)
class ImportText(Ask):
    """A file as a document can carry it."""

    file_name: Name = asked("File name.")
    content_base64: str = asked("The file's bytes in base64.")
    dry_run: bool = asked("Only read; write nothing.", default=False)


async def import_clients(ask: ImportText, info: Info) -> ImportBegun:
    """Take the file in and show the import that has begun."""
    actor = info.context.who()
    try:
        data = base64.b64decode(ask.content_base64, validate=True)
    except ValueError as error:
        raise Malformed(because("kernel.reason.base64"), "contentBase64") from error
    asked_of = imports.ImportClients(key=ask.key, file_name=ask.file_name, data=data, dry_run=ask.dry_run)
    taken = await imports.import_clients(asked_of, actor=actor, work=info.context.work)
    begun = await _import(info.context, actor, taken.ident)
    if begun is None:
        raise Malformed(because("audience.reason.import_reach"), "key")
    return ImportBegun(client_import=begun)


@strawberry.type
class ImportQuery:
    """Queries of imports."""

    client_imports: Connection[ClientImport] = list_field(
        Listing("client-imports", "audience.import_clients", imports_page, ClientImport.of),
        "Imports of clients, newest first. sort: askedAt, fileName.",
    )

    @strawberry.field(description="One import and how far it is; null when missing or out of reach.")
    @missing_as_null
    async def client_import(self, info: Info, id: str) -> ClientImport | None:  # noqa: A002 - the face's name
        """Show an import's progress."""
        actor = info.context.who()
        actor.must("audience.import_clients")
        return await _import(info.context, actor, parse_id(IMPORT, id))


@strawberry.type
class ImportMutation:
    """Mutations of imports."""

    import_clients = mutation(
        import_clients,
        "Import a file of clients in the background; larger files go to POST /console/clients/import.",
    )


async def _import(context: Context, actor: Actor, ident: UUID) -> ClientImport | None:
    async with context.work.read() as read:
        row = await import_row(read, actor, ident)
    return ClientImport.of(row, context.locale) if row else None
