"""Check an activity's draws from its published record alone: seed, commitment, numbers, items.

Words       *record* what the institution publishes at the end: seeds, odds and draws, one JSON file
Invariant   needs no database and no trust in whoever wrote the record
Source      docs/explanation/draws.md
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.odds.odds import is_whole, pick
from largesse.kernel.canonical import digest
from largesse.play.number import commitment, draw_number

SPEC = "draws.v1"


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit; ``path`` points into the record."""

    code: str
    path: str


def check(record: Mapping[str, Any]) -> list[Finding]:
    """Recompute every draw of a record; an empty list means that all of them hold.

    Raises:
        KeyError, TypeError, ValueError: the record has not the form of ``draws.v1``.
    """
    if record["spec"] != SPEC:
        raise ValueError(f"not {SPEC}")
    activity = UUID(record["activity"])
    seeds: dict[str, bytes] = {}
    found: list[Finding] = []
    for nr, seed in enumerate(record["seeds"]):
        secret = bytes.fromhex(seed["seed"])
        seeds[seed["revision_hash"]] = secret
        if commitment(secret, seed["odds_hash"], seed["revision_hash"]) != seed["commitment"]:
            found.append(Finding("play.seed_does_not_fit", f"/seeds/{nr}"))
        if digest(record["odds"][seed["revision_hash"]]) != seed["odds_hash"]:
            found.append(Finding("play.odds_do_not_fit", f"/odds/{seed['revision_hash']}"))
    last: dict[str, int] = {}
    for nr, draw in enumerate(record["draws"]):
        found += _draw(activity, seeds, draw, f"/draws/{nr}", record["odds"])
        if draw["nonce"] != last.get(draw["client"], 0) + 1:
            found.append(Finding("play.draw_left_out", f"/draws/{nr}/nonce"))
        last[draw["client"]] = draw["nonce"]
    return found


def _draw(
    activity: UUID, seeds: Mapping[str, bytes], draw: Mapping[str, Any], path: str, odds: Mapping[str, Any]
) -> Iterator[Finding]:
    play = {one["play"]: one for one in odds[draw["revision_hash"]]}[draw["play"]]
    if draw["number"] is None:
        if play["op"] == "weighted":
            yield Finding("play.number_does_not_fit", f"{path}/number")
        return
    number = draw_number(seeds[draw["revision_hash"]], activity, UUID(draw["client"]), draw["nonce"])
    if number != draw["number"]:
        yield Finding("play.number_does_not_fit", f"{path}/number")
    shares = [item["ppm"] for item in play["items"]]
    if not is_whole(shares) or play["items"][pick(shares, number)]["id"] != draw["drawn"]:
        yield Finding("play.item_does_not_fit", f"{path}/drawn")
