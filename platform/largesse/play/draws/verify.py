"""Check an activity's draws from its published record alone: seed, commitment, numbers, items.

Words       *record* what the institution publishes at the end: seeds, odds and draws, one JSON file
Invariant   needs no database and no trust in whoever wrote the record
Source      docs/explanation/draws.md
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.canonical import digest
from largesse.play.operators.decider import Deciders, Turn
from largesse.play.seeds.number import commitment, draw_number

SPEC = "draws.v1"


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit; ``path`` points into the record."""

    code: str
    path: str


def check(record: Mapping[str, Any], deciders: Deciders) -> list[Finding]:
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
    known = _Known(activity, seeds, record["odds"], deciders)
    last: dict[str, int] = {}
    for nr, draw in enumerate(record["draws"]):
        found += _draw(known, draw, f"/draws/{nr}")
        if draw["nonce"] != last.get(draw["client"], 0) + 1:
            found.append(Finding("play.draw_left_out", f"/draws/{nr}/nonce"))
        last[draw["client"]] = draw["nonce"]
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What every draw of a record is checked against; seeds and odds by their revision's hash."""

    activity: UUID
    seeds: Mapping[str, bytes]
    odds: Mapping[str, Any]
    deciders: Deciders


def _draw(known: _Known, draw: Mapping[str, Any], path: str) -> Iterator[Finding]:
    play = {one["play"]: one for one in known.odds[draw["revision_hash"]]}[draw["play"]]
    decider = known.deciders.known[play["op"]]
    number = None
    if draw["number"] is not None:
        seed = known.seeds[draw["revision_hash"]]
        number = draw_number(seed, known.activity, UUID(draw["client"]), draw["nonce"])
    if number != draw["number"] or (number is None and decider.operator.by_chance):
        yield Finding("play.number_does_not_fit", f"{path}/number")
    if number is None and decider.operator.by_chance:
        return
    if not decider.verify(play, Turn(draw["nonce"], number), draw["drawn"]):
        yield Finding("play.item_does_not_fit", f"{path}/drawn")
