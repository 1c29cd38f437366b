"""Who plays a dry run: a real client within reach by a masked name, or one made up of facts and tags."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import client_row
from largesse.audience.facts.facts import facts_of, kinds, tier_ranks
from largesse.audience.households.owners import owners_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.expression import Facts, Value
from largesse.kernel.reasons import because
from largesse.play.chances.chances import Standing
from largesse.play.dry_runs.draft import DRY
from largesse.play.dry_runs.dry_run import DryClient, DryFact, Who
from largesse.play.dry_runs.teams import FRIENDS_MAX
from largesse.play.dry_runs.world import Person
from largesse.rights.points.by_code import kinds_by_code
from largesse.store.work import Read

POINTS_MAX = 1_000_000_000


async def who_plays(read: Read, chosen: DryClient, actor: Actor) -> Who:
    """Make the one who plays.

    Raises:
        ClientMissing: ``audience.client_missing``, also when out of the actor's reach.
        NotAllowed: ``kernel.not_allowed``: the actor may not look at clients.
        Malformed: ``kernel.malformed`` at ``facts``, ``points`` or ``friends``.
    """
    if not 0 <= chosen.points <= POINTS_MAX:
        raise Malformed(because("play.reason.dry_points", most=POINTS_MAX), "points")
    if not 0 <= chosen.friends <= FRIENDS_MAX:
        raise Malformed(because("play.reason.dry_friends", most=FRIENDS_MAX), "friends")
    points = dict.fromkeys(await kinds_by_code(read), chosen.points)
    if chosen.client is None:
        facts = made_up(chosen, kinds(read.house), await tier_ranks(read))
        owners = {"tier": str(facts.values.get("tier", "-")), "household": str(DRY), **own_place(DRY)}
        return Who(Person(Standing(DRY), facts, owners, points))
    return await _real(read, chosen.client, actor, points)


async def _real(read: Read, client: UUID, actor: Actor, points: dict[str, int]) -> Who:
    actor.must("audience.read_clients")
    row = await client_row(read, client)
    if row is None:
        raise ClientMissing(client)
    actor.reach(row.org_unit, ClientMissing(client))
    facts, owners = await facts_of(read, [client]), await owners_of(read, [client])
    own = {**owners[client], **own_place(client)}
    person = Person(Standing(client), facts.get(client), own, points)
    return Who(person, mask_name(row.name), row.blocked)


def own_place(client: UUID) -> Mapping[str, str]:
    """Give device and address of one who plays in memory: nobody shares his."""
    return {"device": str(client), "ip": str(client)}


def made_up(chosen: DryClient, known: Mapping[str, str], ranks: Mapping[str, int]) -> Facts:
    """Make the facts of a client who was made up.

    Args:
        chosen: what is said of the client.
        known: the kind of each declared fact.
        ranks: the rank of each tier.

    Raises:
        Malformed: ``kernel.malformed`` at ``facts``: no such fact, or no such value.
    """
    return Facts(str(DRY), dict(_values(chosen.facts, known)), frozenset(chosen.tags), ranks)


def _values(facts: Iterable[DryFact], known: Mapping[str, str]) -> Iterable[tuple[str, Value]]:
    for one in facts:
        try:
            yield one.name, _KINDS[known[one.name]](one.value)
        except (LookupError, ValueError):
            raise Malformed(because("play.reason.dry_fact", name=one.name), "facts") from None


def _flag(text: str) -> bool:
    return {"true": True, "false": False}[text]


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


_KINDS: Mapping[str, Callable[[str], Value]] = {"text": str, "number": int, "flag": _flag, "day": _day}
