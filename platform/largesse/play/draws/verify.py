"""Check an activity's draws from its published record alone: seed, commitment, numbers, items.

Words       *record* what the institution publishes at the end: seeds, odds and draws, one JSON file
Invariant   needs no database and no trust in whoever wrote the record
Source      docs/explanation/draws.md
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal
from uuid import UUID

import msgspec

from largesse.activities.operators.reading import values
from largesse.kernel.canonical import digest
from largesse.play.draws.verify_later import ClosedList, Made, later_faults
from largesse.play.draws.verify_packets import Opened, Shared, packet_faults
from largesse.play.draws.verify_ranked import Prize, SettledOrder, ranked_faults
from largesse.play.operators.decider import Decider, Deciders, Turn
from largesse.play.seeds.number import SPAN, commitment, draw_number, later_secret

SPEC = "draws.v1"


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit; ``path`` points into the record."""

    code: str
    path: str


class _Seed(msgspec.Struct):
    revision_hash: str
    odds_hash: str
    commitment: str
    seed: str


class _Basis(msgspec.Struct):
    """What a draw was decided from; the rest of it is for people."""

    left: tuple[int, ...] = ()
    place: int | None = None
    cycle: str | None = None
    leads: bool = False
    team: UUID | None = None
    part: int | None = None


class _Draw(msgspec.Struct):
    client: UUID
    nonce: int
    play: str
    revision_hash: str
    number: int | None
    drawn: str
    given: str
    outcome: str
    basis: _Basis | None = None


class _Handed(msgspec.Struct):
    """A thing that came into a client's hands, or left them, after the draw of this number."""

    client: UUID
    play: str
    nonce: int
    thing: str
    by: int


class _Record(msgspec.Struct):
    spec: Literal["draws.v1"]
    activity: UUID
    seeds: list[_Seed]
    odds: dict[str, list[dict[str, Any]]]
    draws: list[_Draw]
    closings: list[ClosedList] = []
    rankings: list[SettledOrder] = []
    handed: list[_Handed] = []


class _Named(msgspec.Struct):
    """Odds of one play, of whatever operator, as far as all have them in common."""

    play: str
    op: str


@dataclass(frozen=True, slots=True)
class _Odds:
    """Odds of one play, as its operator reads them; ``ids``: the outcomes whose stock it reads."""

    decider: Decider
    read: Any
    ids: tuple[str, ...]


def check(record: Mapping[str, Any], deciders: Deciders) -> list[Finding]:
    """Recompute every draw of a record; an empty list means that all of them hold.

    Raises:
        KeyError, TypeError, ValueError: the record has not the form of ``draws.v1``.
    """
    whole = _whole(record)
    seeds: dict[str, bytes] = {}
    found: list[Finding] = []
    for nr, seed in enumerate(whole.seeds):
        seeds[seed.revision_hash] = secret = bytes.fromhex(seed.seed)
        if commitment(secret, seed.odds_hash, seed.revision_hash) != seed.commitment:
            found.append(Finding("play.seed_does_not_fit", f"/seeds/{nr}"))
        if digest(whole.odds[seed.revision_hash]) != seed.odds_hash:
            found.append(Finding("play.odds_do_not_fit", f"/odds/{seed.revision_hash}"))
    known = _Known(whole.activity, seeds, _odds(whole, deciders), _hands(whole))
    last: dict[UUID, int] = {}
    for nr, draw in enumerate(whole.draws):
        found += known.recomputed(draw, f"/draws/{nr}")
        if draw.nonce != last.get(draw.client, 0) + 1:
            found.append(Finding("play.draw_left_out", f"/draws/{nr}/nonce"))
        last[draw.client] = draw.nonce
    later = [*_later(known, whole), *_ranked(known, whole), *_opened(known, whole.draws)]
    return [*found, *_counted_down(known, whole.draws), *later]


def _whole(record: Mapping[str, Any]) -> _Record:
    try:
        return msgspec.convert(record, _Record)
    except msgspec.ValidationError as error:
        raise ValueError(f"not {SPEC}: {error}") from error


def _odds(record: _Record, deciders: Deciders) -> dict[tuple[str, str], _Odds]:
    """Read the odds of every revision's plays."""
    found: dict[tuple[str, str], _Odds] = {}
    for revision, plays in record.odds.items():
        for play in plays:
            named = msgspec.convert(play, _Named)
            decider = deciders.known[named.op]
            ids = tuple(values(play, "items/*/id")) if decider.reads_left else ()
            found[revision, named.play] = _Odds(decider, decider.read(play), ids)
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What every draw of a record is checked against.

    ``seeds`` by their revision's hash, ``odds`` by that and the play; ``kept``: what operators remember of a
    client in a play, after the draws that were recomputed; ``handed``: what came and went between them.
    """

    activity: UUID
    seeds: Mapping[str, bytes]
    odds: Mapping[tuple[str, str], _Odds]
    handed: dict[tuple[UUID, str], list[_Handed]]
    kept: dict[tuple[UUID, str], Any] = field(default_factory=dict)

    def recomputed(self, draw: _Draw, path: str) -> Iterator[Finding]:
        """Recompute a draw, those of its client before it first."""
        odds = self.odds[draw.revision_hash, draw.play]
        by_chance, left = odds.decider.operator.by_chance, _left_at(odds, draw)
        number, span = None, sum(left.values()) if odds.decider.reads_left else SPAN
        if draw.number is not None and span > 0:
            seed = self.seeds[draw.revision_hash]
            number = draw_number(seed, self.activity, draw.client, draw.nonce, span)
        if number != draw.number or (number is None and by_chance):
            yield Finding("play.number_does_not_fit", f"{path}/number")
        if number is None and by_chance:
            return
        place = (draw.client, draw.play)
        self._hand_over(place, draw.nonce, odds)
        turn = Turn(draw.nonce, number, memory=self.kept.get(place), left=left)
        if not odds.decider.verify(odds.read, turn, draw.drawn):
            yield Finding("play.item_does_not_fit", f"{path}/drawn")
        elif by_chance:
            met = odds.decider.meet(odds.read, turn)
            memory = met.missed if draw.outcome == "fallback" else met.memory
            self.kept[place] = self.kept.get(place) if memory is None else memory

    def _hand_over(self, place: tuple[UUID, str], nonce: int, odds: _Odds) -> None:
        """Move what came and went before a draw, in its order; each is moved once."""
        waiting = self.handed.get(place, [])
        while waiting and waiting[0].nonce < nonce:
            one = waiting.pop(0)
            self.kept[place] = odds.decider.handed(self.kept.get(place), one.thing, one.by)


def _hands(record: _Record) -> dict[tuple[UUID, str], list[_Handed]]:
    """Give what came and went by client and play, in the order of their draws."""
    found: dict[tuple[UUID, str], list[_Handed]] = {}
    for one in sorted(record.handed, key=lambda each: each.nonce):
        found.setdefault((one.client, one.play), []).append(one)
    return found


def _later(known: _Known, record: _Record) -> Iterator[Finding]:
    """Recompute the draws that were decided later."""
    drawings = {
        place: odds.decider.drawing(odds.read) for place, odds in known.odds.items() if odds.decider.drawing
    }
    made = [
        Made(one.client, one.nonce, one.play, one.drawn, one.given, one.basis.place if one.basis else None)
        for one in record.draws
    ]
    for nr, closed in enumerate(record.closings):
        place = (closed.revision_hash, closed.play)
        secret = later_secret(known.seeds[closed.revision_hash], known.activity, closed.play)
        for code, path in later_faults(closed, drawings[place], secret, made):
            yield Finding(code, path if path.startswith("/draws/") else f"/closings/{nr}{path}")


def _ranked(known: _Known, record: _Record) -> Iterator[Finding]:
    """Work out the settled rankings again."""
    prizes = [
        Prize(one.client, one.play, one.basis.cycle, one.basis.place, one.given)
        for one in record.draws
        if one.basis and one.basis.cycle is not None and one.basis.place is not None
    ]
    for nr, settled in enumerate(record.rankings):
        odds = known.odds[settled.revision_hash, settled.play]
        if odds.decider.ranking is None:
            raise ValueError(f"/rankings/{nr}: {settled.play} is no ranking")
        for code, path in ranked_faults(settled, odds.decider.ranking(odds.read), prizes):
            yield Finding(code, f"/rankings/{nr}{path}")


def _opened(known: _Known, draws: Sequence[_Draw]) -> Iterator[Finding]:
    """Cut the packets of teams again."""
    shared: dict[str, list[Shared]] = {}
    for (revision, play), odds in known.odds.items():
        shared.setdefault(play, []).append(Shared(known.seeds[revision], odds.decider.packet(odds.read)))
    opened = []
    for nr, one in enumerate(draws):
        odds, basis = known.odds[one.revision_hash, one.play], one.basis or _Basis()
        if odds.decider.packet(odds.read) and one.given == one.drawn:
            opened.append(Opened(nr, one.play, basis.leads, basis.team, basis.part))
    for nr in packet_faults(known.activity, shared, opened):
        yield Finding("play.part_does_not_fit", f"/draws/{nr}/basis/part")


def _left_at(odds: _Odds, draw: _Draw) -> dict[str, int]:
    """Give what was left of each outcome when the draw was decided, as the record says."""
    return dict(zip(odds.ids, draw.basis.left if draw.basis else (), strict=False))


def _counted_down(known: _Known, draws: Sequence[_Draw]) -> Iterator[Finding]:
    """Hold the draws of each play that decides by what is left against each other: one piece less each."""
    groups: dict[tuple[str, str], list[tuple[dict[str, int], int]]] = {}
    for nr, draw in enumerate(draws):
        odds = known.odds[draw.revision_hash, draw.play]
        if odds.decider.reads_left:
            groups.setdefault((draw.revision_hash, draw.play), []).append((_left_at(odds, draw), nr))
    for group in groups.values():
        group.sort(key=lambda one: -sum(one[0].values()))
        for (before, nr), (left, later) in pairwise(group):
            draw = draws[nr]
            after = {id_: units - (draw.given == draw.drawn == id_) for id_, units in before.items()}
            if after != left:
                yield Finding("play.left_does_not_fit", f"/draws/{later}/basis/left")
