"""Hold a record against what came from elsewhere: the public page as it was saved, or a client's receipt.

Words       *evidence* one of: a commitment by itself, the page's JSON, a receipt's JSON
            *proven* what the record and the evidence show together, whoever wrote the record
Invariant   without evidence nothing is said of the commitment or of what is not in the record
Source      docs/explanation/draws.md
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from largesse.play.draws.verify import Finding
from largesse.play.seals.chain import Seal, strayed

_BARE = re.compile(r"sha256:[0-9a-f]{64}")
RECEIPT = "draw-receipt.v1"
PROVABLE = ("decided", "committed", "whole", "receipts")


class _Seed(msgspec.Struct, frozen=True):
    revision_hash: str
    odds_hash: str
    commitment: str


class Page(msgspec.Struct, frozen=True):
    """What the public page told: the commitments, and the seal once there is one."""

    spec: Literal["draws-commitment.v1"]
    activity: UUID
    seeds: tuple[_Seed, ...]
    sealed: Seal | None = None


class Receipt(msgspec.Struct, frozen=True):
    """What a client keeps of a draw of his own."""

    spec: Literal["draw-receipt.v1"]
    activity: UUID
    draw: UUID
    client: UUID
    nonce: int
    play: str
    number: int | None
    drawn: str
    given: str
    outcome: str
    revision_hash: str
    commitment: str


Evidence = str | Page | Receipt


class _Draw(msgspec.Struct, frozen=True):
    at: datetime
    draw: UUID


class _Record(msgspec.Struct):
    activity: UUID
    seeds: list[_Seed]
    draws: list[dict[str, Any]]
    sealed: Seal | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What does not fit, and what is proven as far as everything fits."""

    findings: list[Finding]
    proven: tuple[str, ...]

    @property
    def unproven(self) -> tuple[str, ...]:
        """What nothing shows."""
        return tuple(one for one in PROVABLE if one not in self.proven)


def evidence_of(said: Any) -> Evidence:
    """Read evidence: the text of a commitment, or the JSON of page or receipt.

    Raises:
        ValueError: it is none of these.
    """
    if isinstance(said, str) and _BARE.fullmatch(said):
        return said
    try:
        if isinstance(said, dict) and said.get("spec") == RECEIPT:
            return msgspec.convert(said, Receipt)
        return msgspec.convert(said, Page)
    except msgspec.ValidationError as error:
        raise ValueError(f"no commitment, page or receipt: {error}") from error


def held(record: Mapping[str, Any], evidence: Sequence[Evidence], faults: Sequence[Finding]) -> Held:
    """Hold a record whose draws gave these faults against evidence.

    Raises:
        ValueError: the record has not the form of ``draws.v1``.
    """
    try:
        whole = msgspec.convert(record, _Record)
    except msgspec.ValidationError as error:
        raise ValueError(f"not draws.v1: {error}") from error
    found = [*faults, *_sealed(whole, whole.sealed)]
    for one in evidence:
        found += _differs(whole, one)
    if found:
        return Held(_once(found), ())
    pages = [one for one in evidence if isinstance(one, Page)]
    receipts = [one for one in evidence if isinstance(one, Receipt)]
    told = {one if isinstance(one, str) else one.commitment for one in evidence if not isinstance(one, Page)}
    told |= {seed.commitment for one in pages for seed in one.seeds}
    known = bool(evidence) and {one.commitment for one in whole.seeds} <= told
    proofs = (True, known, any(one.sealed for one in pages), bool(receipts))
    return Held([], tuple(name for name, shown in zip(PROVABLE, proofs, strict=True) if shown))


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Drop what two pieces of evidence tell alike."""
    return list(dict.fromkeys(found))


def _differs(whole: _Record, one: Evidence) -> Iterator[Finding]:
    if isinstance(one, str):
        if one not in {seed.commitment for seed in whole.seeds}:
            yield Finding("play.commitment_does_not_fit", "/seeds")
    elif one.activity != whole.activity:
        yield Finding("play.other_activity", "/activity")
    elif isinstance(one, Page):
        yield from _of_page(whole, one)
    else:
        yield from _of_receipt(whole, one)


def _of_page(whole: _Record, page: Page) -> Iterator[Finding]:
    """Hold the commitments, and the draws, against those that were public."""
    told = {one.revision_hash: one for one in page.seeds}
    for nr, seed in enumerate(whole.seeds):
        known = told.pop(seed.revision_hash, None)
        if known != seed and (known is not None or page.sealed):  # a page that is older knows fewer
            yield Finding("play.commitment_does_not_fit", f"/seeds/{nr}/commitment")
    if told:
        yield Finding("play.seed_left_out", "/seeds")
    if page.sealed:
        yield from _sealed(whole, page.sealed)


def _sealed(whole: _Record, seal: Seal | None) -> Iterator[Finding]:
    """Name the first draw that is not the one that was sealed, or is missing."""
    if seal is None:
        return
    order = sorted(whole.draws, key=_place)
    found = strayed(whole.activity, order, seal)
    if found is None:
        return
    if found.missing:
        yield Finding("play.draws_missing", f"/sealed/{_places(found.first, found.last)}")
    else:
        yield Finding("play.draw_not_as_sealed", f"/sealed/{_places(found.first, found.last)}")


def _places(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}-{last}"


def _place(draw: Mapping[str, Any]) -> tuple[datetime, UUID]:
    try:
        place = msgspec.convert(draw, _Draw)
    except msgspec.ValidationError as error:
        raise ValueError(f"a draw without its place: {error}") from error
    return place.at, place.draw


def _of_receipt(whole: _Record, receipt: Receipt) -> Iterator[Finding]:
    """Find the receipt's draw in the record, unchanged and under its commitment."""
    seeds = {one.revision_hash: one.commitment for one in whole.seeds}
    if seeds.get(receipt.revision_hash) != receipt.commitment:
        yield Finding("play.commitment_does_not_fit", "/seeds")
    nr = next((nr for nr, one in enumerate(whole.draws) if one.get("draw") == str(receipt.draw)), None)
    if nr is None:
        yield Finding("play.receipt_left_out", f"/draws/{receipt.draw}")
        return
    names = ("client", "nonce", "play", "revision_hash", "number", "drawn", "given", "outcome")
    wanted = msgspec.to_builtins(receipt)
    for name in names:
        if whole.draws[nr].get(name) != wanted[name]:
            yield Finding("play.receipt_does_not_fit", f"/draws/{nr}/{name}")
            return
