"""What the console shows of statements: the file, its lines, its findings, the mapping it was read by."""

from datetime import date, datetime

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.kernel.money import Long
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.settlement.ids import BATCH, LINE, STATEMENT
from largesse.settlement.statements.actions import actions
from largesse.settlement.statements.masked_row import masked_row
from largesse.settlement.statements.problem import KeptProblem
from largesse.settlement.statements.profile import profile_of
from largesse.settlement.statements.reads import LineDetails, RawLine, StatementDetails


@strawberry.type(description="One finding about a statement file.")
class StatementProblem:
    """Why a file is quarantined, or a warning."""

    code: str = named("settlement.statement.<code>.")
    row: int | None = named("Physical row of the file; null: the whole file.")
    column: str | None = named("Heading of the column.")
    message: str = named("The finding in words.")

    @classmethod
    def of(cls, kept: KeptProblem, locale: str) -> "StatementProblem":
        return cls(code=kept.code, row=kept.row, column=kept.column, message=kept.words(locale))


@strawberry.type(description="A statement: what a provider sent, and how it proved itself.")
class Statement:
    """One file."""

    row: strawberry.Private[StatementDetails]
    id: str = named("Id, stm_….")
    file_name: str = named("Name of the file.")
    sha256: str = named("SHA-256 of its bytes.")
    bytes: Long = named("Size of the file.")
    format: str | None = named("csv, tsv, xlsx or plugin.")
    source: str = named("upload or plugin.")
    provider: str = named("Id of the provider, prv_….")
    provider_name: str = named("Who sent it.")
    profile_name: str | None = named("The column mapping it was read by.")
    profile_version: int | None = named("Version of the mapping.")
    state: str = named("loaded, quarantined or superseded.")
    currency: str | None = named("ISO 4217 code.")
    line_count: int = named("Lines read.")
    gross_minor: Long = named("Their sum, minor units.")
    declared_count: int | None = named("Lines the file declares.")
    declared_gross_minor: Long | None = named("The sum it declares, minor units.")
    overlap_count: int = named("Lines that another file holds already; not counted again.")
    overlap_minor: Long = named("Their sum, minor units.")
    first_day: date | None = named("First business day in it.")
    last_day: date | None = named("Last business day in it.")
    reasons: list[StatementProblem] = named("Why it is quarantined.")
    warnings: list[StatementProblem] = named("What to look at.")
    loaded_by: str = named("Who loaded it.")
    loaded_at: datetime = named("When.")
    released_by: str = named("Who stood for it in spite of its reasons; empty: nobody had to.")
    batch: str | None = named("Id of its batch, bch_….")
    batch_number: str | None = named("Number of its batch.")

    @strawberry.field(description="What the reader may do with it now: release or supersede.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that nothing forbids."""
        return list(actions(info.context.who(), self.row))

    @classmethod
    def of(cls, row: StatementDetails, locale: str) -> "Statement":
        return cls(
            row=row,
            id=text_id(STATEMENT, row.id),
            file_name=row.file_name,
            sha256=row.file_sha,
            bytes=Long(row.file_bytes),
            format=row.format,
            source=row.source,
            provider=text_id(PROVIDER, row.provider),
            provider_name=said(row.provider_name, locale),
            profile_name=row.profile_name,
            profile_version=row.profile_version,
            state=row.state,
            currency=row.currency,
            line_count=row.line_count,
            gross_minor=Long(row.gross_minor),
            declared_count=row.declared_count,
            declared_gross_minor=_long(row.declared_gross_minor),
            overlap_count=row.overlap_count,
            overlap_minor=Long(row.overlap_minor),
            first_day=row.first_day,
            last_day=row.last_day,
            reasons=[StatementProblem.of(one, locale) for one in row.reasons],
            warnings=[StatementProblem.of(one, locale) for one in row.warnings],
            loaded_by=row.loaded_by_name,
            loaded_at=row.loaded_at,
            released_by=row.released_by_name,
            batch=maybe_id(BATCH, row.batch),
            batch_number=row.batch_number,
        )


def _long(amount: int | None) -> Long | None:
    return None if amount is None else Long(amount)


@strawberry.type(description="One line of a statement beside the row it came from.")
class StatementLine:
    """One line."""

    id: str = named("Id, lin_….")
    line_no: int = named("Number among the lines, from 1.")
    row: int = named("Physical row of the file.")
    line_type: str = named("fulfilment, refund, fee, penalty, topup, adjust or balance.")
    provider_ref: str = named("The provider's order number.")
    platform_ref: str = named("Our order number.")
    sku: str = named("What was billed.")
    gross: MoneyType = named("What the provider asks, tax included.")
    occurred_at: datetime = named("When it happened, as the provider says.")
    live: bool = named("Whether it counts; false: another file holds it already.")
    standing: str = named(
        "matched, a break's code, overlap, superseded, unpaid (of a type that never is), later (than its"
        " batch) or open."
    )
    standing_name: str = named("The standing in words.")
    settled_batch: str | None = named("Number of the batch that settled it.")
    right: str | None = named("Id of the right it is matched with, ent_….")

    @classmethod
    def of(cls, row: LineDetails, locale: str) -> "StatementLine":
        standing = row.standing
        what = "standing" if standing.islower() else "break"
        return cls(
            id=text_id(LINE, row.id),
            line_no=row.line_no,
            row=row.row_no,
            line_type=row.line_type,
            provider_ref=row.provider_ref,
            platform_ref=row.platform_ref,
            sku=row.sku,
            gross=money(row.gross_minor, row.currency),
            occurred_at=row.occurred_at,
            live=row.live,
            standing=standing,
            standing_name=text(f"settlement.{what}.{standing}", locale),
            settled_batch=row.settled_number,
            right=maybe_id(RIGHT, row.entitlement),
        )


@strawberry.type(description="One cell of a raw row.")
class RawCell:
    """A cell."""

    name: str = named("The provider's heading; empty: the file gives none.")
    text: str = named("The cell as received, or its mask.")
    masked: bool = named("Whether it is masked, being a person's.")


@strawberry.type(description="The row of a provider's file that a line was read from.")
class StatementRow:
    """A row as it stood."""

    line: str = named("Id of the line, lin_….")
    statement: str = named("Id of its statement, stm_….")
    file_name: str = named("Name of the file.")
    source: str = named("upload, or plugin: then the one cell is the row's hash, made by the plugin.")
    line_no: int = named("Number among the lines, from 1.")
    row: int = named("Physical row of the file, from 1.")
    cells: list[RawCell] = named("Its cells, from left to right.")

    @classmethod
    def of(cls, row: RawLine) -> "StatementRow":
        profile = profile_of(row.profile_body) if row.profile_body else None
        cells = masked_row(row.header, row.raw, profile)
        return cls(
            line=text_id(LINE, row.id),
            statement=text_id(STATEMENT, row.statement),
            file_name=row.file_name,
            source=row.source,
            line_no=row.line_no,
            row=row.row_no,
            cells=[RawCell(name=one.name, text=one.text, masked=one.masked) for one in cells],
        )
