"""A reading as plain JSON: lines, controls, verdict, reasons in words; for command line and screens alike."""

from typing import Any

from largesse.settlement.statements.controls import Totals, sums
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.reading import Reading


def report(reading: Reading, file_name: str, locale: str, lines_max: int | None = None) -> dict[str, Any]:
    """Give what became of a file; of its lines the first ``lines_max``, or all."""
    controls = reading.controls
    return {
        "ok": reading.loadable,
        "verdict": "loadable" if reading.loadable else "quarantined",
        "reasons": [problem_report(p, locale) for p in reading.reasons],
        "warnings": [problem_report(p, locale) for p in reading.problems if p.severity == "warn"],
        "file": {
            "name": file_name,
            "bytes": reading.size,
            "sha256": reading.sha256,
            "format": reading.format,
            "encoding": reading.encoding,
            "sheet": reading.sheet,
            "fingerprint": reading.fingerprint or None,
        },
        "profile": {
            "name": reading.profile.name,
            "version": reading.profile.version,
            "sha": reading.profile.sha,
        },
        "sums": sums([line for line in reading.lines if line.line_type != "balance"]),
        "controls": {
            "ties": controls.ties,
            "declared": _totals(controls.declared),
            "computed": _totals(controls.computed),
            "by_type": {kind: _totals(found) for kind, found in controls.by_type.items()},
        },
        "lines": [_line(line) for line in reading.lines[:lines_max]],
    }


def problem_report(problem: Problem, locale: str) -> dict[str, Any]:
    """Give one finding: code, place, facts and a sentence."""
    return {
        "code": problem.key,
        "row": problem.row,
        "column": problem.column,
        "severity": problem.severity,
        "facts": problem.facts,
        "message": problem.words(locale),
    }


def _totals(totals: Totals) -> dict[str, int | None]:
    return {"count": totals.count, "gross_minor": totals.gross_minor}


def _line(line: Line) -> dict[str, Any]:
    return {
        "line_no": line.line_no,
        "row": line.row_no,
        "line_type": line.line_type,
        "provider_ref": line.provider_ref,
        "platform_ref": line.platform_ref,
        "parent_ref": line.parent_ref,
        "weak_key": line.weak_key,
        "sku": line.sku,
        "qty_milli": line.qty_milli,
        "unit_price_minor": line.unit_price_minor,
        "gross_minor": line.gross_minor,
        "tax_minor": line.tax_minor,
        "net_minor": line.net_minor,
        "currency": line.currency,
        "status": line.status,
        "occurred_at": line.occurred_at.isoformat(),
        "biz_date": line.biz_date.isoformat(),
        "ext": line.ext,
        "line_sha": line.line_sha,
        "occ": line.occ,
        "raw": list(line.raw),
    }
