"""Pass A and the leftovers: a pure function on data frames.

Edges are pairs that share a reference. They are ranked once, over (whether the other references clash,
days apart, what they share, amounts apart, item id, line id), and taken from the first on: an edge is taken
when its line and its item are both left. Neither threads nor input order can change that. Days rank before
what is shared, so a wider window keeps every pair of a narrower one; that is sound because a pair whose other
references clash is never taken as exact.

Source      docs/explanation/matching.md
"""

from __future__ import annotations

from collections.abc import Iterable

from largesse.settlement.matching.frames import Finding, Pairing, Result, Rules
from largesse.settlement.matching.greedy import Walk
from largesse.settlement.matching.kinds import agreeing, disagreeing, kinds, pair_by_order
from largesse.settlement.matching.polars import pl

ALGORITHM = "ranked-kinds/5"
_SINGLE = {"refund": "REFUND_ORPHAN", "fee": "FEE_UNEXPECTED", "penalty": "FEE_UNEXPECTED"}
_LEVEL = ("clash", "days", "kind", "off")


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
    """
    paid = list(paid_refs)
    again = pl.col("provider_ref").is_in(paid) | pl.col("platform_ref").is_in(paid)
    billed = (pl.col("type") == "fulfilment") & ~again
    billed |= (pl.col("type") == "refund") & (pl.col("amount") < 0)
    uses = lines.filter(billed)
    exact = _exact(uses, items, rules)
    uses, rest = _left(uses, exact.lines), _left(items, exact.items)
    near = _near(uses, rest, rules)
    uses, rest = _left(uses, near.lines), _left(rest, near.items)
    ordered = pair_by_order(uses, rest, rules)
    findings = [Finding(_disagreement(level), line, item) for line, item, level in near.pairs]
    findings += [Finding("AMBIGUOUS", line, item) for line, item in ordered]
    lone = _left(_left(lines, exact.lines | near.lines), {line for line, _ in ordered})
    findings += _lone_lines(lone, items, [*settled_refs, *paid])
    findings += [
        Finding("MISSING_AT_PROVIDER", "", one) for one in _left(rest, {one for _, one in ordered})["id"]
    ]
    pairings = tuple(Pairing(line, item, "A") for line, item, _ in sorted(exact.pairs))
    return Result(pairings, tuple(sorted(findings)), exact.steps + near.steps)


class _Found:
    """What one pass took: pairs with their levels, and how many edges and heads it looked at."""

    def __init__(self, pairs: list[tuple[str, str, tuple[int, ...]]], steps: int) -> None:
        self.pairs, self.steps = pairs, steps
        self.lines = {line for line, _, _ in pairs}
        self.items = {item for _, item, _ in pairs}


def _exact(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> _Found:
    """Match what agrees; an edge that is the only one of single rows on both sides needs no walk."""
    theirs, ours = kinds(lines), kinds(items)
    edges = agreeing(theirs, ours, rules)
    sized = edges.join(_sizes(theirs, "line"), on="line").join(_sizes(ours, "item"), on="item")
    alone = (pl.len().over("line") == 1) & (pl.len().over("item") == 1)
    sized = sized.with_columns(sure=alone & (pl.col("line_size") == 1) & (pl.col("item_size") == 1))
    sure = (
        sized.filter("sure")
        .join(theirs.select(line="no", line_id=pl.col("ids").list.first()), on="line")
        .join(ours.select(item="no", item_id=pl.col("ids").list.first()), on="item")
    )
    walked = _walk(theirs, ours, sized.filter(~pl.col("sure")))
    taken = [(line, item, ()) for line, item in sure.select("line_id", "item_id").iter_rows()]
    return _Found([*taken, *walked.pairs], sure.height + walked.steps)


def _near(lines: pl.DataFrame, items: pl.DataFrame, rules: Rules) -> _Found:
    theirs, ours = kinds(lines), kinds(items)
    walked = _walk(theirs, ours, disagreeing(theirs, ours, rules))
    return _Found(walked.pairs, walked.steps)


def _walk(lines: pl.DataFrame, items: pl.DataFrame, edges: pl.DataFrame) -> Walk:
    """Walk edges between kinds, the best level first."""
    walk = Walk(
        lines["ids"].to_list() if edges.height else [], items["ids"].to_list() if edges.height else []
    )
    ranked = edges.sort(*_LEVEL).select("line", "item", *_LEVEL).iter_rows()
    walk.over((line, item, (int(clash), *level)) for line, item, clash, *level in ranked)
    return walk


def _sizes(of: pl.DataFrame, side: str) -> pl.DataFrame:
    return of.select(pl.col("no").alias(side), pl.col("ids").list.len().alias(f"{side}_size"))


def _disagreement(level: tuple[int, ...]) -> str:
    clash, _, _, off = level
    if clash:
        return "AMBIGUOUS"
    return "AMOUNT" if off else "CUTOFF"


def _left(frame: pl.DataFrame, taken: set[str]) -> pl.DataFrame:
    if not taken:
        return frame
    return frame.join(pl.DataFrame({"id": list(taken)}, schema={"id": pl.String}), on="id", how="anti")


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
