"""Read a statement file: bytes and a profile in, lines, controls and findings out. Pure, and never raises.

Invariant   every data row is either a line or a finding; one blocking finding quarantines the whole file;
            what casts doubt on every line (a unit, a column not understood) leaves it without lines
Source      docs/explanation/statements.md
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from largesse.kernel.canonical import sha256_hex
from largesse.settlement.statements.body import read_body
from largesse.settlement.statements.controls import Controls, Totals, beyond, computed, differences, sums
from largesse.settlement.statements.doubts import doubts
from largesse.settlement.statements.formats import StatementFormat, open_sheet
from largesse.settlement.statements.layout import Layout, find_layout
from largesse.settlement.statements.line import Line, fingerprint, numbered
from largesse.settlement.statements.preamble import Preamble, read_preamble
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Sheet
from largesse.settlement.statements.sign import NEVER_PAID

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
        return replace(blank, problems=(finding.at(None),))
    above, rows = sheet.rows[: layout.row], sheet.rows[layout.row + 1 :]
    preamble = read_preamble(above, profile)
    layout = replace(layout, store=preamble.store, days_from_1904=sheet.days_from_1904)
    opened = replace(
        blank, format=sheet.format, encoding=sheet.encoding, sheet=sheet.name, header=tuple(layout.header)
    )
    found = [*preamble.problems, *doubts(rows, layout, sheet.hidden_columns)]
    if found:
        return replace(opened, problems=_capped(found))
    body = read_body(rows, layout)
    if beyond(body.lines):
        return replace(opened, problems=(Problem("sum_range"),))
    lines, stated = numbered(body.lines), body.stated
    above_totals, unread = _above(preamble, layout, lines)
    controls = computed(lines, _one(_one(declared, stated), above_totals))
    problems = [*unread, *body.problems, *_file_problems(lines, controls, stated, profile)]
    if not _agree(declared, stated, above_totals):
        problems.append(Problem("totals_disagree"))
    return replace(
        opened,
        lines=tuple(lines),
        controls=controls,
        problems=_capped([*problems, *_sheet_warnings(sheet)]),
        fingerprint=fingerprint(lines) if lines else "",
    )


def _above(preamble: Preamble, layout: Layout, lines: Sequence[Line]) -> tuple[Totals | None, list[Problem]]:
    """Read the totals above the header, in the currency of the lines."""
    scale = layout.scale(lines[0].currency if lines else layout.profile.currency)
    try:
        return preamble.totals(scale), []
    except Unreadable as finding:
        return None, [finding.at(preamble.row)]


def _one(declared: Totals | None, stated: Totals | None) -> Totals:
    first, second = declared or Totals(), stated or Totals()
    return Totals(
        second.count if first.count is None else first.count,
        second.gross_minor if first.gross_minor is None else first.gross_minor,
    )


def _agree(*stated: Totals | None) -> bool:
    """Tell whether no two of the totals that were stated differ."""
    counts = {one.count for one in stated if one is not None} - {None}
    sums = {one.gross_minor for one in stated if one is not None} - {None}
    return len(counts) <= 1 and len(sums) <= 1


def _file_problems(
    lines: Sequence[Line], controls: Controls, stated: Totals | None, profile: Profile
) -> list[Problem]:
    problems = differences(controls, lines[0].currency if lines else profile.currency)
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
    unpaid = [line for line in lines if line.line_type in NEVER_PAID]
    if unpaid:
        facts: dict[str, str | int] = {"lines": len(unpaid), "sum": sums(unpaid)}
        problems.append(Problem("lines_never_paid", facts=facts, severity="warn"))
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
