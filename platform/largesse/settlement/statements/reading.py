"""Read a statement file: bytes and a profile in, lines, controls and findings out. Pure, and never raises.

Invariant   every data row is either a line or a finding; one blocking finding quarantines the whole file
Source      docs/explanation/statements.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import day_in
from largesse.settlement.statements import cells
from largesse.settlement.statements.cells import Cell, narrow
from largesse.settlement.statements.controls import (
    Controls,
    Totals,
    computed,
    declared_in,
    differences,
    is_trailer,
)
from largesse.settlement.statements.formats import StatementFormat, open_sheet
from largesse.settlement.statements.line import Line, fingerprint, numbered
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row, Sheet

HEADER_WITHIN = 50
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
        header_at, where = _header(sheet, profile)
    except Unreadable as finding:
        return _quarantined(blank, finding.at(None, None))
    header = [narrow(cell) for cell in sheet.rows[header_at].cells]
    lines, said, problems = _body(sheet.rows[header_at + 1 :], header, where, profile)
    lines = numbered(lines)
    controls = computed(lines, _one(declared, said))
    problems += [*_file_problems(lines, controls, said, profile), *_sheet_warnings(sheet)]
    if declared is not None and said is not None and not _agree(declared, said):
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
        tuple(header),
    )


def _quarantined(blank: Reading, problem: Problem) -> Reading:
    return Reading(blank.sha256, blank.size, blank.profile, problems=(problem,))


def _one(declared: Totals | None, said: Totals | None) -> Totals:
    first, second = declared or Totals(), said or Totals()
    return Totals(
        second.count if first.count is None else first.count,
        second.gross_minor if first.gross_minor is None else first.gross_minor,
    )


def _agree(one: Totals, two: Totals) -> bool:
    pairs = ((one.count, two.count), (one.gross_minor, two.gross_minor))
    return all(a is None or b is None or a == b for a, b in pairs)


def _word(cell: Cell) -> str:
    """Fold a header word: ``金额（元）`` and ``金额`` are the same column."""
    return narrow(cell).split("(")[0].strip().casefold()


def _header(sheet: Sheet, profile: Profile) -> tuple[int, dict[str, int]]:
    """Find the header by its words within the first rows, and where each field stands."""
    best = list(profile.required)
    for at, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        words = [_word(cell) for cell in row.cells]
        where = _places(words, profile)
        absent = [name for name in profile.required if name not in where]
        if not absent:
            _check_unique(words, where)
            return at, where
        if len(absent) < len(best):
            best = absent
    wanted = "; ".join(f"{name}: {'/'.join(profile.columns[name])}" for name in best)
    raise Unreadable("header_missing", columns=wanted[:400])


def _places(words: Sequence[str], profile: Profile) -> dict[str, int]:
    where: dict[str, int] = {}
    for name, headings in profile.columns.items():
        for heading in headings:
            folded = _word(heading)
            if folded in words:
                where[name] = words.index(folded)
                break
    return where


def _check_unique(words: Sequence[str], where: Mapping[str, int]) -> None:
    for at in where.values():
        if words.count(words[at]) > 1:
            raise Unreadable("header_ambiguous", column=words[at][:80])


def _body(
    rows: Sequence[Row], header: Sequence[str], where: Mapping[str, int], profile: Profile
) -> tuple[list[Line], Totals | None, list[Problem]]:
    lines: list[Line] = []
    problems: list[Problem] = []
    said: Totals | None = None
    for row in rows:
        try:
            _check_before_trailer(said)
            if is_trailer(row, profile):
                said = declared_in(row, where.get("gross"), profile)
                continue
            line = _line(row, len(lines) + 1, header, where, profile)
        except Unreadable as finding:
            problems.append(finding.at(row.number, finding.facts.pop("column", None) or None))  # type: ignore[arg-type] # the column fact is text
            continue
        if line.status not in profile.skip_status:
            lines.append(line)
    return lines, said, problems


def _check_before_trailer(said: Totals | None) -> None:
    if said is not None:
        raise Unreadable("rows_after_trailer")


class _Cells:
    """The cells of one row by field; a problem names the header word of the cell it was found in."""

    def __init__(self, row: Row, header: Sequence[str], where: Mapping[str, int]) -> None:
        self.row, self.header, self.where = row, header, where
        size = len(row.cells)
        self._named = {name: row.cells[at] for name, at in where.items() if at < size}

    def __getitem__(self, name: str) -> Cell:
        return self._named.get(name)

    def filled(self, name: str) -> bool:
        return bool(cells.text(self[name]))

    def read(self, name: str, how: Any, *args: Any) -> Any:
        try:
            return how(self[name], *args)
        except Unreadable as finding:
            raise Unreadable(finding.code, column=self.header[self.where[name]], **finding.facts) from finding

    def rest(self) -> dict[str, str]:
        used = set(self.where.values())
        pairs = zip(self.header, self.row.cells, strict=False)
        return {word: cells.text(cell) for at, (word, cell) in enumerate(pairs) if at not in used and word}


def _line(row: Row, line_no: int, header: Sequence[str], where: Mapping[str, int], profile: Profile) -> Line:
    if any(cells.text(cell) for cell in row.cells[len(header) :]):
        raise Unreadable("row_too_long", cells=len(row.cells), columns=len(header))
    found = _Cells(row, header, where)
    absent = next((name for name in profile.required if not found.filled(name)), None)
    if absent is not None:
        raise Unreadable("cell_missing", column=header[where[absent]])
    line_type = _line_type(found, profile)
    currency = (narrow(found["currency"]) or profile.currency).upper()
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise Unreadable("currency_unreadable", column=header[where["currency"]], value=currency[:20])
    minor = {
        name: found.read(name, cells.amount_minor, profile.exponent, profile.unit)
        if found.filled(name)
        else None
        for name in ("unit_price", "gross", "tax", "net")
    }
    flip = line_type == "refund" and profile.refunds == "positive"
    signed = {
        name: -value if flip and name != "unit_price" and value is not None else value
        for name, value in minor.items()
    }
    _check_sum(signed)
    at = found.read("occurred_at", cells.moment, profile.zone, profile.date_order)
    refs = {
        name: found.read(name, cells.reference) if found.filled(name) else ""
        for name in ("provider_ref", "platform_ref", "parent_ref", "sku")
    }
    return Line(
        line_no=line_no,
        row_no=row.number,
        line_type=line_type,
        provider_ref=refs["provider_ref"],
        platform_ref=refs["platform_ref"],
        parent_ref=refs["parent_ref"],
        weak_key="|".join(
            filter(None, (refs["sku"], narrow(found["client"]), narrow(found["store"])))
        ).casefold(),
        sku=refs["sku"],
        qty_milli=found.read("qty", cells.quantity_milli) if found.filled("qty") else 1_000,
        unit_price_minor=signed["unit_price"],
        gross_minor=signed["gross"] or 0,
        tax_minor=signed["tax"],
        net_minor=signed["net"],
        currency=currency,
        status=narrow(found["status"]),
        occurred_at=at,
        biz_date=day_in(at, profile.zone),
        ext=found.rest(),
        raw=tuple(map(cells.text, row.cells)),
    )


def _line_type(found: _Cells, profile: Profile) -> str:
    written = narrow(found["line_type"])
    if not written:
        return profile.line_type
    known = profile.line_types.get(written) or profile.line_types.get(written.casefold())
    if known is None:
        raise Unreadable(
            "line_type_unknown", column=found.header[found.where["line_type"]], value=written[:80]
        )
    return known


def _check_sum(minor: Mapping[str, int | None]) -> None:
    gross, tax, net = minor["gross"], minor["tax"], minor["net"]
    if gross is not None and tax is not None and net is not None and tax + net != gross:
        raise Unreadable("row_sum_differs", gross=gross, tax=tax, net=net)


def _file_problems(
    lines: Sequence[Line], controls: Controls, said: Totals | None, profile: Profile
) -> list[Problem]:
    problems = differences(controls)
    if not lines:
        problems.append(Problem("no_lines"))
    if said is None and profile.trailer.required:
        problems.append(Problem("trailer_missing", facts={"words": "/".join(profile.trailer.words)}))
    if controls.declared == Totals() and not (said is None and profile.trailer.required):
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
