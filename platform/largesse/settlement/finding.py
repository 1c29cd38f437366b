"""How settlement's records are found: statements and settlement batches."""

from functools import partial

from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.settlement.batches.reads import BatchDetails, batches_page
from largesse.settlement.ids import BATCH, PROFILE, STATEMENT
from largesse.settlement.statements.profile_reads import ProfileRow, profiles_page
from largesse.settlement.statements.reads import StatementDetails, joining_page, statements_page

_SEES = "settlement.read"


def _statement(row: StatementDetails, locale: str) -> Found:
    note = f"{said(row.provider_name, locale)} · {row.first_day or ''}–{row.last_day or ''}"
    return Found(text_id(STATEMENT, row.id), row.file_name, note=note)


def _batch(row: BatchDetails, locale: str) -> Found:
    return Found(text_id(BATCH, row.id), row.number, note=f"{said(row.provider_name, locale)} · {row.as_of}")


def _profile(row: ProfileRow, locale: str) -> Found:
    note = said(row.provider_name, locale) or said(row.unit_name, locale)
    return Found(
        text_id(PROFILE, row.id), f"{row.name} v{row.version}", note=note, closed=row.state != "active"
    )


OWN_FINDS = (
    FINDS.of(
        Find(
            "profile",
            _SEES,
            PROFILE,
            profiles_page,
            _profile,
            partial(profiles_page, state="active"),
            listed=False,
        )
    ),
    FINDS.of(Find("statement", _SEES, STATEMENT, partial(statements_page, state=None), _statement)),
    FINDS.of(Find("joining_statement", _SEES, STATEMENT, joining_page, _statement, listed=False, of=BATCH)),
    FINDS.of(Find("settlement", _SEES, BATCH, partial(batches_page, state=None), _batch)),
)
