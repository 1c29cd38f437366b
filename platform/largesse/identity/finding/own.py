"""How this room's own records are found: org units, staff, approvals."""

from functools import partial

from largesse.identity.approvals.reads import (
    ApprovalRow,
    ColleagueRow,
    approvals_page,
    colleagues_page,
)
from largesse.identity.approvals.records import APPROVAL
from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.identity.ids import STAFF
from largesse.identity.staff.reads import StaffRow, staff_page
from largesse.identity.units.reads import UnitRow, units_page
from largesse.identity.units.records import UNIT
from largesse.kernel.copy import in_locale, text
from largesse.kernel.ids import text_id


def _unit(row: UnitRow, locale: str) -> Found:
    return Found(text_id(UNIT, row.id), in_locale(row.name_zh, row.name_en, locale), row.code)


def _member(row: StaffRow, locale: str) -> Found:
    unit = in_locale(row.unit_zh, row.unit_en, locale)
    return Found(text_id(STAFF, row.id), row.name, row.number, unit, row.state != "active")


def _approval(row: ApprovalRow, locale: str) -> Found:
    note = f"{text(f'identity.approval_state.{row.state}', locale)} · {row.maker_name}"
    return Found(text_id(APPROVAL, row.id), row.title, note=note)


def _colleague(row: ColleagueRow, locale: str) -> Found:
    roles = [text(f"identity.role.{role}", locale) for role in row.roles]
    note = " · ".join([*roles, in_locale(row.unit_zh, row.unit_en, locale)])
    return Found(text_id(STAFF, row.id), row.name, row.number, note)


OWN_FINDS = (
    FINDS.of(
        Find(
            "colleague",
            "identity.read_approvals",
            STAFF,
            colleagues_page,
            _colleague,
            listed=False,
            of=APPROVAL,
        )
    ),
    FINDS.of(Find("unit", "identity.read_units", UNIT, units_page, _unit, listed=False)),
    FINDS.of(Find("staff", "identity.read_staff", STAFF, staff_page, _member)),
    FINDS.of(
        Find(
            "approval",
            "identity.read_approvals",
            APPROVAL,
            partial(approvals_page, state="all"),
            _approval,
        )
    ),
)
