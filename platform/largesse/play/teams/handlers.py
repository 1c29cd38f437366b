"""What follows when a team is whole: its leader and its friends get theirs without asking.

Invariant   each asks under one key a team, so that a delivery that comes again gives nothing twice; who
            cannot be served, or has collected already, is left to his own asking
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended, Told
from largesse.kernel.ids import text_id
from largesse.play.friends.counting import TEAM_COMPLETED, teams_by
from largesse.play.groups.take_part import TakePart, take_part
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.store.outbox import Event, Handlers, TwoStep
from largesse.store.work import Tx, Work

_PEOPLE = "select client from play_friend where team = $1 and acted_at is not null order by acted_at, client"
_MAY = frozenset({"play.take_part"})


@dataclass(frozen=True, slots=True)
class _Person:
    client: UUID


Due = tuple[str, str, list[str], str]


async def _people(event: Event, tx: Tx[Any]) -> Due | None:
    """Give activity, play, the clients and the key under which each asks."""
    found = await teams_by(tx, "id = $1", UUID(event.payload["team"]))
    if not found:
        return None
    team = found[0]
    clients = [str(team.leader), *(str(one.client) for one in await tx.all(_Person, _PEOPLE, team.id))]
    return text_id(ACTIVITY, team.activity), team.play, clients, f"team:{team.id}"


async def _give(due: Due, _request: str, work: Work) -> list[str]:
    """Let each take part; gives what became of it, by the code of a refusal or the outcome."""
    activity, play, clients, key = due
    return [await _one(TakePart(key=key, activity=activity, play=play), UUID(one), work) for one in clients]


async def _one(ask: TakePart, client: UUID, work: Work) -> str:
    try:
        return (await take_part(ask, actor=Actor("client", client, _MAY, None), work=work)).outcome
    except (Told, Contended) as no:
        return no.code


async def _given(_due: Due, _came: list[str], _tx: Tx[Any]) -> None:
    """Nothing is left to be written: each attempt has its own draw."""


HANDLERS: Handlers = {
    TEAM_COMPLETED: [TwoStep("play.give_to_team", _people, _give, _given, klass="slow")],
}
