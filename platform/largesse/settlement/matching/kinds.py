"""Kinds of equal rows, and the edges between them: what shares a reference, joined once a kind, never a row.

A thousand lines of one reference, amount and day are one kind; a thousand items like them another; between
them is one edge, not a million. Where kinds themselves are many and share one reference, pairs that agree are
found by joining on all that must agree, and pairs that do not are found by order (``pair_by_order``).

Invariant   there are at most ``Rules.dense`` edges for each row that went in, and a window's days for each
Source      docs/explanation/matching.md
"""

from __future__ import annotations

from collections.abc import Sequence

from largesse.settlement.matching.frames import Rules
from largesse.settlement.matching.polars import pl

_KIND = ("provider_ref", "platform_ref", "currency", "amount", "day")
_REFERENCES = (("provider_ref", "platform_ref", 1), ("platform_ref", "provider_ref", 2))
_EDGE = ("line", "item", "clash", "days", "kind", "off")


def kinds(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the kinds of rows, numbered, each with the ids of its rows in order."""
    return frame.group_by(_KIND).agg(ids=pl.col("id").sort()).sort(_KIND).with_row_index("no")


def agreeing(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Give the edges of kinds that can be matched: equal amounts, days within the window, no clash.

    ``kind`` 0 shares both references, 1 theirs, 2 ours; a reference that one side leaves out does not clash.
    """
    both = _stated(lines, *_KIND[:2]), _stated(items, *_KIND[:2])
    found = [_near_days(*both, _KIND[:4], 0, rules)]
    for column, other, kind in _REFERENCES:
        theirs, ours, on = _stated(lines, column), _stated(items, column), (column, *_KIND[2:4])
        silent, telling = pl.col(other) == "", pl.col(other) != ""
        found.append(_near_days(theirs.filter(silent), ours, on, kind, rules))
        found.append(_near_days(theirs.filter(telling), ours.filter(silent), on, kind, rules))
    return pl.concat(found)


def disagreeing(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Give the edges of kinds that share a reference, whatever else differs, where those are not too many.

    A refund only meets a use that was taken back: amounts on both sides of zero never meet.
    """
    found = []
    for column, _, _ in _REFERENCES:
        on = (column, "currency", "below")
        theirs, ours = _signed(_stated(lines, column)), _signed(_stated(items, column))
        if not _surely_few(theirs, ours, rules):
            theirs = theirs.join(_buckets(theirs, ours, on).filter(~_is_dense(rules)), on=on, how="semi")
        found.append(_edges(theirs.join(ours, on=on, how="inner", suffix="_item")))
    return pl.concat(found).unique(("line", "item"))


def pair_by_order(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> list[tuple[str, str]]:
    """Pair what is left of references that very many rows share: first with first, second with second.

    Which line is which item is not known there; that as many stand on both sides is.
    """
    pairs: list[tuple[str, str]] = []
    for column, _, _ in _REFERENCES:
        on = (column, "currency", "below")
        theirs, ours = _signed(_stated(lines, column)), _signed(_stated(items, column))
        if _surely_few(theirs, ours, rules):
            continue
        dense = _buckets(_signed(kinds(theirs)), _signed(kinds(ours)), on).filter(_is_dense(rules))
        sides = [_placed(side.join(dense, on=on, how="semi"), on) for side in (theirs, ours)]
        joined = sides[0].join(sides[1], on=(*on, "place"), how="inner", suffix="_item")
        pairs += joined.select("id", "id_item").iter_rows()
        lines = lines.join(joined, on="id", how="anti")
        items = items.join(joined.select(id="id_item"), on="id", how="anti")
    return sorted(pairs)


def _placed(side: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    return side.sort("day", "amount", "id").with_columns(place=pl.int_range(pl.len()).over(on))


def _stated(frame: pl.DataFrame, *references: str) -> pl.DataFrame:
    return frame.filter(*(pl.col(one) != "" for one in references))


def _signed(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(below=pl.col("amount") < 0)


def _near_days(
    lines: pl.DataFrame, items: pl.DataFrame, on: Sequence[str], kind: int, rules: Rules
) -> pl.DataFrame:
    """Join on what must be equal; where many days would meet many, on each day of the window too."""
    on, within = list(on), pl.col("days") <= rules.window_days
    if _surely_few(lines, items, rules) or _meeting(lines, items, on) <= rules.dense * (
        lines.height + items.height
    ):
        return _edges(lines.join(items, on=on, how="inner", suffix="_item"), kind).filter(within)
    window = pl.DataFrame({"shift": range(-rules.window_days, rules.window_days + 1)})
    shifted = lines.join(window, how="cross").with_columns(
        day_item=pl.col("day").dt.offset_by(pl.format("{}d", "shift"))
    )
    joined = shifted.join(
        items, left_on=[*on, "day_item"], right_on=[*on, "day"], how="inner", suffix="_item"
    )
    return _edges(joined, kind)


def _edges(joined: pl.DataFrame, kind: int | None = None) -> pl.DataFrame:
    """Say of each pair of kinds what differs."""
    columns = joined.columns
    theirs, ours = (_same(columns, name) for name in _KIND[:2])
    clash = [_clash(columns, name) for name in _KIND[:2]]
    shared = pl.when(theirs & ours).then(0).when(theirs).then(1).otherwise(2)
    amount = pl.col("amount") - pl.col("amount_item") if "amount_item" in columns else pl.lit(0)
    return joined.select(
        line=pl.col("no"),
        item=pl.col("no_item"),
        clash=clash[0] | clash[1],
        days=(pl.col("day") - pl.col("day_item")).dt.total_days().abs(),
        kind=(shared if kind is None else pl.lit(kind)).cast(pl.Int32),
        off=amount.abs().cast(pl.Int64),
    ).select(_EDGE)


def _same(columns: Sequence[str], name: str) -> pl.Expr:
    """Tell whether both sides state the same; a column that was joined on stands once."""
    other = f"{name}_item"
    return (pl.col(name) != "") & ((pl.col(name) == pl.col(other)) if other in columns else pl.lit(True))  # noqa: FBT003 - a literal of a frame


def _clash(columns: Sequence[str], name: str) -> pl.Expr:
    other = f"{name}_item"
    if other not in columns:
        return pl.lit(False)  # noqa: FBT003 - a literal of a frame
    return (pl.col(name) != "") & (pl.col(other) != "") & (pl.col(name) != pl.col(other))


def _buckets(lines: pl.DataFrame, items: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """Count what would meet, before it is made to."""
    theirs, ours = (side.group_by(on).len(name) for side, name in ((lines, "n"), (items, "m")))
    return theirs.join(ours, on=list(on)).with_columns(pl.col("n", "m").cast(pl.Int64))


def _meeting(lines: pl.DataFrame, items: pl.DataFrame, on: Sequence[str]) -> int:
    return int(_buckets(lines, items, on).select((pl.col("n") * pl.col("m")).sum()).item() or 0)


def _surely_few(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> bool:
    """Tell, without counting, that too few rows are there to be too many pairs."""
    return lines.height * items.height <= rules.dense * (lines.height + items.height)


def _is_dense(rules: Rules) -> pl.Expr:
    return pl.col("n") * pl.col("m") > rules.dense * (pl.col("n") + pl.col("m"))
