"""Friends counted: teams locked and added to in the transaction of the friends' own acts.

Invariant   lock order: bonds in the order of their clients, then teams in id order, after everything else
            that the transaction locks; a friend counts once and a team becomes whole once, by the guards in
            the writes and the constraints behind them
Source      docs/explanation/friends.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended, Refusal
from largesse.play.friends.friends import Team, with_friend
from largesse.store.work import Read, Tx

COLUMNS = (
    "id, activity, play, leader, nr, opened_at, until, most, amounts, by_household, by_joining, helpers,"
    " reached, whole_at"
)
TEAM_COMPLETED = "play.team_completed.v1"
_LOCK = f"select {COLUMNS} from play_team where id = any($1::uuid[]) order by id for no key update"  # noqa: S608 - a constant
_COUNTED = "select team, counts_as from play_friend where team = any($1::uuid[]) and acted_at is not null"
_JOINING = """
select f.activity, f.client, f.team, f.counts_as, f.until, f.acted_at
from unnest($1::uuid[], $2::uuid[]) as j(activity, client)
join play_friend f on f.activity = j.activity and f.client = j.client
join play_team t on t.id = f.team and t.by_joining
where f.acted_at is null and f.until > $3
order by f.client, f.activity for no key update of f
"""
_FRIENDS = """
update play_friend f set acted_at = $1, amount = a.amount
from unnest($2::uuid[], $3::uuid[], $4::bigint[]) as a(activity, client, amount)
where f.activity = a.activity and f.client = a.client and f.acted_at is null
"""
_TEAMS = """
update play_team t set helpers = a.helpers, reached = a.reached, whole_at = a.whole_at
from unnest($1::uuid[], $2::int[], $3::bigint[], $4::timestamptz[], $5::int[])
  as a(id, helpers, reached, whole_at, before)
where t.id = a.id and t.helpers = a.before
"""


@dataclass(frozen=True, slots=True)
class Bond:
    """A friend bound to a team, as read under lock."""

    activity: UUID
    client: UUID
    team: UUID
    counts_as: UUID
    until: datetime
    acted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A friend who counted: what he added, and the team after him."""

    amount: int
    team: Team


@dataclass(frozen=True, slots=True)
class _Before:
    team: UUID
    counts_as: UUID


async def count(tx: Tx[Any], bonds: Sequence[Bond]) -> list[Counted | Refusal]:
    """Count the acts of friends whose bonds are locked; gives for each what came of it, in their order."""
    ids = sorted({one.team for one in bonds})
    before = {team.id: team for team in await tx.all(Team, _LOCK, ids)}
    counted: dict[UUID, set[UUID]] = {id_: set() for id_ in ids}
    for one in await tx.all(_Before, _COUNTED, ids):
        counted[one.team].add(one.counts_as)
    after, found = dict(before), list[Counted | Refusal]()
    for bond in bonds:
        try:
            team, amount = with_friend(after[bond.team], bond.counts_as, counted[bond.team], tx.now)
        except Refusal as no:
            found.append(no)
        else:
            after[bond.team] = team
            counted[bond.team].add(bond.counts_as)
            found.append(Counted(amount, team))
    await _write(tx, before, [team for id_, team in after.items() if team != before[id_]])
    acts = [(bond, one.amount) for bond, one in zip(bonds, found, strict=True) if isinstance(one, Counted)]
    await _act(tx, acts)
    return found


async def _write(tx: Tx[Any], before: dict[UUID, Team], moved: Sequence[Team]) -> None:
    if not moved:
        return
    touched = await tx.run(
        _TEAMS,
        [one.id for one in moved],
        [one.helpers for one in moved],
        [one.reached for one in moved],
        [one.whole_at for one in moved],
        [before[one.id].helpers for one in moved],
    )
    if touched != len(moved):
        raise Contended
    for one in moved:
        if one.whole_at is not None:
            payload = {"team": str(one.id), "activity": str(one.activity), "at": tx.now.isoformat()}
            tx.emit(TEAM_COMPLETED, str(one.id), payload)


async def _act(tx: Tx[Any], acts: Sequence[tuple[Bond, int]]) -> None:
    if not acts:
        return
    activities, clients = [bond.activity for bond, _ in acts], [bond.client for bond, _ in acts]
    touched = await tx.run(_FRIENDS, tx.now, activities, clients, [amount for _, amount in acts])
    if touched != len(acts):
        raise Contended


async def count_joined(tx: Tx[Any], joined: Sequence[tuple[UUID, UUID]]) -> None:
    """Count clients, as activity and client, whose first play has just been decided, for who brought them.

    Who counts no more, because the team is whole or its time over, has played all the same.
    """
    if joined:
        activities, clients = [one for one, _ in joined], [one for _, one in joined]
        bonds = await tx.all(Bond, _JOINING, activities, clients, tx.now)
        if bonds:
            await count(tx, bonds)


async def teams_by(read: Read, where: str, *args: Any) -> list[Team]:
    """Read teams by a condition of this room's own on ``play_team t``, the newest first."""
    return await read.all(Team, f"select {COLUMNS} from play_team t where {where} order by nr desc", *args)  # noqa: S608 - conditions of this room
