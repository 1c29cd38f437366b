"""Pass A and the leftovers: a pure function on data frames.

Edges are pairs that share a reference. They are ranked once, over (whether the other references clash,
days apart, what they share, amounts apart, item id, line id), and then, round by round, each edge that is
first for its line and for its item is taken and both leave. That is the sequential greedy result, so neither
threads nor input order can change it. Days rank before what is shared, so a wider window keeps every pair of
a narrower one; that is sound because a pair whose other references clash is never taken as exact.

Source      docs/explanation/matching.md
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from largesse.kernel.errors import Refusal
from largesse.settlement.matching.frames import Finding, Pairing, Result, Rules

ALGORITHM = "mutual-first/3"
_SINGLE = {"refund": "REFUND_ORPHAN", "fee": "FEE_UNEXPECTED", "penalty": "FEE_UNEXPECTED"}
_RANK = ("clash", "days", "kind", "off", "item", "line")


@dataclass(frozen=True)
class TooAmbiguous(Refusal):
    """Too many lines and items share their references: pairing them one by one means nothing."""

    code = "settlement.matching_too_ambiguous"
    pairs: int
    pairs_max: int


def match(
    lines: pl.DataFrame,
    items: pl.DataFrame,
    settled_refs: Iterable[str],
    rules: Rules,
    paid_refs: Iterable[str] = (),
) -> Result:
    """Match one provider's lines with our items.

    Args:
        lines: open statement lines, columns of ``LINE_COLUMNS``.
        items: open items, columns of ``ITEM_COLUMNS``.
        settled_refs: references of items that earlier batches have settled; a line with one is a duplicate.
        rules: parameters of the passes.
        paid_refs: references under which a line was paid although no item stood against it; the item may have
            come since, but another line with such a reference asks for the same thing again.

    Raises:
        TooAmbiguous: ``settlement.matching_too_ambiguous``.
    """
    paid = list(paid_refs)
    again = pl.col("provider_ref").is_in(paid) | pl.col("platform_ref").is_in(paid)
    edges = _edges(lines.filter((pl.col("type") == "fulfilment") & ~again), items, rules)
    same = ~pl.col("clash") & (pl.col("off") == 0) & (pl.col("days") <= rules.window_days)
    exact = mutual_first(edges.filter(same))
    near = mutual_first(_without(edges, exact))
    pairs = exact.select("line", "item").sort("line", "item")
    pairings = [Pairing(line, item, "A") for line, item in pairs.iter_rows()]
    findings = [
        Finding(_disagreement(clash=clash, off=off), line, item)
        for line, item, clash, off in near.select("line", "item", "clash", "off").iter_rows()
    ]
    findings += _lone_lines(_left(lines, "line", exact, near), items, [*settled_refs, *paid])
    lone = _left(items, "item", exact, near)
    findings += [Finding("MISSING_AT_PROVIDER", "", item) for item in lone["id"]]
    return Result(tuple(pairings), tuple(sorted(findings)))


def _disagreement(*, clash: bool, off: int) -> str:
    if clash:
        return "AMBIGUOUS"
    return "AMOUNT" if off else "CUTOFF"


def mutual_first(edges: pl.DataFrame) -> pl.DataFrame:
    """Take, round by round, the edges that are first for both their line and their item."""
    left = edges.sort(*_RANK).with_row_index("rank")
    taken = []
    while left.height:
        first = left.filter(
            (pl.col("rank") == pl.col("rank").min().over("line"))
            & (pl.col("rank") == pl.col("rank").min().over("item"))
        )
        taken.append(first)
        left = _without(left, first)
    return pl.concat(taken) if taken else left


def _edges(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Pair what shares a reference and a currency.

    ``kind`` 0 shares both references, 1 theirs, 2 ours; ``clash`` means both sides state the other reference
    and it is not the same.
    """
    found = []
    for column, other, kind in (("provider_ref", "platform_ref", 1), ("platform_ref", "provider_ref", 2)):
        ours = items.filter(pl.col(column) != "")
        theirs = lines.filter(pl.col(column) != "")
        _check_ambiguity(theirs, ours, column, rules)
        joined = theirs.join(ours, on=[column, "currency"], how="inner", suffix="_item")
        stated, registered = pl.col(other), pl.col(f"{other}_item")
        found.append(
            joined.select(
                line=pl.col("id"),
                item=pl.col("id_item"),
                kind=pl.lit(kind, pl.Int64),
                clash=(stated != "") & (registered != "") & (stated != registered),
                days=(pl.col("day") - pl.col("day_item")).dt.total_days().abs(),
                off=(pl.col("amount") - pl.col("amount_item")).abs(),
            )
        )
    return (
        pl.concat(found)
        .group_by("line", "item")
        .agg(
            kind=pl.when(pl.len() == 2).then(pl.lit(0, pl.Int64)).otherwise(pl.col("kind").min()),
            clash=pl.col("clash").first(),
            days=pl.col("days").first(),
            off=pl.col("off").first(),
        )
    )


def _check_ambiguity(lines: pl.DataFrame, items: pl.DataFrame, column: str, rules: Rules) -> None:
    """Count pairs before making them: 60,000 equal references on both sides would be 3,600 million."""
    counted = lines.group_by(column).len("n").join(items.group_by(column).len("m"), on=column)
    pairs = int((counted["n"].cast(pl.Int64) * counted["m"].cast(pl.Int64)).sum() or 0)
    if pairs > rules.edges_max:
        raise TooAmbiguous(pairs, rules.edges_max)


def _without(edges: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    return edges.join(taken.select("line"), on="line", how="anti").join(
        taken.select("item"), on="item", how="anti"
    )


def _left(frame: pl.DataFrame, side: str, exact: pl.DataFrame, near: pl.DataFrame) -> pl.DataFrame:
    for taken in (exact, near):
        frame = frame.join(taken.select(id=pl.col(side)), on="id", how="anti")
    return frame


def _lone_lines(lines: pl.DataFrame, items: pl.DataFrame, settled_refs: Iterable[str]) -> list[Finding]:
    """Say what a line without an item is: a second bill for the same thing, an orphan, or unknown to us."""
    ours = set(items["provider_ref"]) | set(items["platform_ref"]) | set(settled_refs)
    ours.discard("")
    findings = []
    for line, kind, theirs, platform in lines.select(
        "id", "type", "provider_ref", "platform_ref"
    ).iter_rows():
        if kind in _SINGLE:
            code = _SINGLE[kind]
        elif kind != "fulfilment":
            code = "FEE_UNEXPECTED"
        else:
            code = "DUP_PROVIDER" if theirs in ours or platform in ours else "MISSING_AT_PLATFORM"
        findings.append(Finding(code, line, ""))
    return findings
