"""Read a statement file: bytes and a profile in, lines, controls and findings out. Pure, and never raises.

Invariant   every data row is either a line or a finding; one blocking finding quarantines the whole file
Source      docs/explanation/statements.md
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from largesse.kernel.canonical import sha256_hex
from largesse.settlement.statements.controls import (
    Controls,
    Totals,
    computed,
    declared_in,
    differences,
    is_trailer,
)
from largesse.settlement.statements.formats import StatementFormat, open_sheet
from largesse.settlement.statements.layout import Layout, find_layout
from largesse.settlement.statements.line import Line, fingerprint, numbered
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.read_line import read_line
from largesse.settlement.statements.sheet import Row, Sheet

PROBLEMS_MAX = 200


@dataclass(frozen=True)
class Reading:
    """What became of a file.

    Args:
        sha256: of the raw bytes.
        fingerprint: of the content, the same for the same lines in another file form; empty without lines.
        header: the words above the cells of every line's raw row.
    """

    sha256: str
    size: int
    profile: Profile
    lines: tuple[Line, ...] = ()
    controls: Controls = field(default_factory=lambda: Controls(Totals(), Totals(0, 0)))
    problems: tuple[Problem, ...] = ()
    format: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    fingerprint: str = ""
    header: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[Problem, ...]:
        """The findings that keep the file out."""
        return tuple(p for p in self.problems if p.severity == "block")

    @property
    def loadable(self) -> bool:
        """Whether the file may be loaded without a second person's word."""
        return not self.reasons


def read(
    data: bytes, profile: Profile, declared: Totals | None = None, *, formats: Sequence[StatementFormat]
) -> Reading:
    """Read a file.

    Args:
        data: raw bytes, as received.
        profile: the saved mapping to read it by.
        declared: totals that came beside the file (typed by a person, or from the provider's interface).
        formats: those of the house, see ``formats.formats_of``.
    """
    blank = Reading(sha256_hex(data), len(data), profile)
    try:
        sheet = open_sheet(data, profile, formats)
        layout = find_layout(sheet.rows, profile)
    except Unreadable as finding:
        return _quarantined(blank, finding.at(None))
    body = _body(sheet.rows[layout.row + 1 :], layout)
    lines, stated = numbered(body.lines), body.stated
    controls = computed(lines, _one(declared, stated))
    problems = [*body.problems, *_file_problems(lines, controls, stated, profile), *_sheet_warnings(sheet)]
    if declared is not None and stated is not None and not _agree(declared, stated):
        problems.append(Problem("totals_disagree"))
    return Reading(
        blank.sha256,
        blank.size,
        profile,
        tuple(lines),
        controls,
        _capped(problems),
        sheet.format,
        sheet.encoding,
        sheet.name,
        fingerprint(lines) if lines else "",
        tuple(layout.header),
    )


def _quarantined(blank: Reading, problem: Problem) -> Reading:
    return Reading(blank.sha256, blank.size, blank.profile, problems=(problem,))


def _one(declared: Totals | None, stated: Totals | None) -> Totals:
    first, second = declared or Totals(), stated or Totals()
    return Totals(
        second.count if first.count is None else first.count,
        second.gross_minor if first.gross_minor is None else first.gross_minor,
    )


def _agree(one: Totals, two: Totals) -> bool:
    pairs = ((one.count, two.count), (one.gross_minor, two.gross_minor))
    return all(a is None or b is None or a == b for a, b in pairs)


@dataclass(frozen=True)
class _Body:
    """What the rows below the header are: lines, the totals that they state, what could not be read."""

    lines: Sequence[Line]
    stated: Totals | None
    problems: Sequence[Problem]


def _body(rows: Sequence[Row], layout: Layout) -> _Body:
    lines: list[Line] = []
    problems: list[Problem] = []
    stated: Totals | None = None
    for row in rows:
        try:
            _check_before_trailer(stated)
            if is_trailer(row, layout.profile):
                stated = declared_in(row, layout.where.get("gross"), layout.profile)
                continue
            line = read_line(row, len(lines) + 1, layout)
        except Unreadable as finding:
            problems.append(finding.at(row.number))
            continue
        if line.status not in layout.profile.skip_status:
            lines.append(line)
    return _Body(lines, stated, problems)


def _check_before_trailer(stated: Totals | None) -> None:
    if stated is not None:
        raise Unreadable("rows_after_trailer")


def _file_problems(
    lines: Sequence[Line], controls: Controls, stated: Totals | None, profile: Profile
) -> list[Problem]:
    problems = differences(controls)
    if not lines:
        problems.append(Problem("no_lines"))
    if stated is None and profile.trailer.required:
        problems.append(Problem("trailer_missing", facts={"words": "/".join(profile.trailer.words)}))
    if controls.declared == Totals() and not (stated is None and profile.trailer.required):
        problems.append(Problem("controls_absent", severity="warn"))
    if len({line.currency for line in lines}) > 1:
        problems.append(Problem("currencies_mixed"))
    refless = sum(1 for line in lines if not (line.provider_ref or line.platform_ref))
    if refless:
        problems.append(Problem("reference_absent", facts={"lines": refless}, severity="warn"))
    equal = sum(1 for line in lines if line.occ > 1)
    if equal:
        problems.append(Problem("lines_equal", facts={"lines": equal}, severity="warn"))
    return problems


def _sheet_warnings(sheet: Sheet) -> list[Problem]:
    """Say what a person would see in the workbook and this reading does not prove."""
    found = []
    if sheet.formulas:
        found.append(Problem("formulas_present", facts={"cells": sheet.formulas}, severity="warn"))
    if sheet.others:
        names: dict[str, str | int] = {"sheet": sheet.name or "", "others": "、".join(sheet.others)[:200]}
        found.append(Problem("sheets_unread", facts=names, severity="warn"))
    return found


def _capped(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Keep the report bounded; what is left out is counted, and still blocks."""
    if len(problems) <= PROBLEMS_MAX:
        return tuple(problems)
    more = len(problems) - PROBLEMS_MAX
    return (*problems[:PROBLEMS_MAX], Problem("more_problems", facts={"more": more}))
