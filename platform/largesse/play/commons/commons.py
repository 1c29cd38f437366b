"""States that clients share: locked with their group, reckoned play by play, kept under a guard.

Words       *owner* whose the value is: a household, a client who is in none, a tier; empty: all clients
Invariant   a play decides by the value that all plays before it left; where one of them got less than it was
            reckoned with and a later one asked the value, the whole group fails, and its plays are taken one
            by one. Rows are locked in one order, after the chances and before everything else
Source      docs/explanation/states.md
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

import orjson

from largesse.audience.households.owners import owners_of
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Contended
from largesse.play.plans.plan import Plan
from largesse.play.states.states import Kept, Move, State, moved
from largesse.store.work import Read, Tx

Owners = Mapping[str, str]
Row = tuple[UUID, str, str]
_KEYS = "select * from unnest($1::uuid[], $2::text[], $3::text[])"
_PREPARE = f"insert into play_common (activity, state, owner) {_KEYS} on conflict do nothing"
_READ = f"""
select c.activity, c.state, c.owner, c.held, c.moves
from play_common c join ({_KEYS}) as w(activity, state, owner) using (activity, state, owner)
order by c.activity, c.state collate "C", c.owner collate "C"
"""  # noqa: S608 - a constant
_LOCK = f"{_READ} for no key update of c"
_KEEP = """
update play_common c set held = a.held::jsonb, moves = c.moves + 1, moved_at = $6
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[])
  as a(activity, state, owner, held, moves)
where c.activity = a.activity and c.state = a.state and c.owner = a.owner and c.moves = a.moves
"""


class _Found(NamedTuple):
    """A row of the table."""

    activity: UUID
    state: str
    owner: str
    held: Any
    moves: int


def owner_of(state: State, owners: Owners) -> str:
    """Name whose value of a state a client moves; empty: that of all clients."""
    return owners.get(state.scope, "")


def held_by(commons: Iterable[State], owners: Owners, known: Mapping[tuple[str, str], Any]) -> Kept:
    """Give what some states hold for a client, by the key of each; ``known`` by id and owner."""
    found = {one.key: known.get((one.id, owner_of(one, owners))) for one in commons if one.common}
    return {key: held for key, held in found.items() if held is not None}


@dataclass
class Commons:
    """The shared states of a group's plays. ``now`` is what they hold after the plays so far were reckoned.

    ``asked``: the last play that asked a row, by its number in the group.
    """

    at: datetime
    owners: Mapping[UUID, Owners] = field(default_factory=dict)
    before: dict[Row, _Found] = field(default_factory=dict)
    now: dict[Row, Any] = field(default_factory=dict)
    asked: dict[Row, int] = field(default_factory=dict)

    @classmethod
    async def locked(
        cls, tx: Tx[Any], playing: Iterable[tuple[Plan, UUID]], owners: Mapping[UUID, Owners]
    ) -> Self:
        """Lock what some clients' plays share; a row that nobody moved yet is made."""
        some = {row for plan, who in playing for row in _rows(plan, owners.get(who, {})).values()}
        rows = sorted(some, key=lambda row: (str(row[0]), *row[1:]))
        if not rows:
            return cls(tx.now)
        keys = [list(part) for part in zip(*rows, strict=True)]
        await tx.run(_PREPARE, *keys)
        found = {one[:3]: one for one in await tx.tuples(_Found, _LOCK, *keys)}
        return cls(tx.now, owners, found, {row: one.held for row, one in found.items()})

    def of(self, nr: int, plan: Plan, client: UUID) -> Kept:
        """Give what a play's shared states hold for its client now; ``nr`` of the play in its group."""
        if not plan.commons:
            return {}
        rows = self._rows(plan, client)
        self.asked |= {rows[one.state.id]: nr for one in plan.commons if one.asked}
        held = {f"state/{state}": self.now[row] for state, row in rows.items()}
        return {key: one for key, one in held.items() if one is not None}

    def reckon(self, plan: Plan, client: UUID, moves: Sequence[Move]) -> None:
        """Reckon with what a decided play moves."""
        self._move(self.now, (plan, client), moves)

    async def keep(self, tx: Tx[Any], became: Sequence["Became"]) -> None:
        """Write what the plays of a group moved in the end, in their order.

        Raises:
            Contended: a play asked what an earlier one did not leave, or the row was written past its lock.
        """
        if not self.before:
            return
        held = {row: one.held for row, one in self.before.items()}
        for one in became:
            if one.moves != one.reckoned:
                rows = self._rows(one.plan, one.client)
                untrue = {rows[move.state.id] for move in (*one.moves, *one.reckoned)}
                if any(self.asked.get(row, -1) > one.nr for row in untrue):
                    raise Contended
            self._move(held, (one.plan, one.client), one.moves)
        written = [row for row, one in self.before.items() if held[row] != one.held]
        if written:
            keys = [list(part) for part in zip(*written, strict=True)]
            values = [orjson.dumps(held[row]).decode() for row in written]
            guards = [self.before[row].moves for row in written]
            if await tx.run(_KEEP, *keys, values, guards, tx.now) != len(written):
                raise Contended

    def _rows(self, plan: Plan, client: UUID) -> dict[str, Row]:
        return _rows(plan, self.owners.get(client, {}))

    def _move(self, held: dict[Row, Any], who: tuple[Plan, UUID], moves: Sequence[Move]) -> None:
        if moves:
            rows, day = self._rows(*who), day_in(self.at, who[0].zone)
            for one in moves:
                row = rows[one.state.id]
                held[row] = moved_on(one, held[row], day)


@dataclass(frozen=True, slots=True)
class Became:
    """What one decided play was reckoned to move, and what it did: nothing where it was refused."""

    nr: int
    plan: Plan
    client: UUID
    reckoned: Sequence[Move]
    moves: Sequence[Move]


def _rows(plan: Plan, owners: Owners) -> dict[str, Row]:
    some = (one.state for one in plan.commons)
    return {one.id: (plan.activity, one.id, owner_of(one, owners)) for one in some}


def moved_on(one: Move, held: Any, day: date) -> list[Any]:
    """Give what a state holds after a move; ``held`` None: nothing yet."""
    return list(moved(one.state, {} if held is None else {one.state.key: held}, one.by, day))


async def common_of(read: Read, plans: Sequence[Plan], client: UUID) -> Kept:
    """Read what the shared states of an activity's plays hold for a client."""
    some = {one.state.id: one.state for plan in plans for one in plan.commons}
    if not some:
        return {}
    owners = (await owners_of(read, [client])).get(client, {})
    names = [owner_of(one, owners) for one in some.values()]
    rows = await read.tuples(_Found, _READ, [plans[0].activity] * len(some), list(some), names)
    return {some[row.state].key: row.held for row in rows if row.held is not None}
