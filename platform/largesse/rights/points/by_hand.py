"""Award points by hand or by a file of clients' numbers, and take an award back.

Invariant   what one member of staff awards in a day by himself stays within the kind's limit, by hand and by
            file; what is above it waits for a signature as a whole; a file's line awards once, however often
            the file comes
"""

from dataclasses import dataclass
from typing import Any

from largesse.audience.clients.clients import ClientKeptOut, locked_client
from largesse.audience.clients.records import ClientId, Customer
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because, characters
from largesse.kernel.writing import Name
from largesse.rights.points.alone import alone, held_kind
from largesse.rights.points.award import Wanted, award, award_many
from largesse.rights.points.award_file import Line, lines_of
from largesse.rights.points.kind import points_given
from largesse.rights.points.ledger import AwardMissing
from largesse.rights.points.records import (
    PointsAward,
    PointsAwardId,
    PointsKindId,
    PointsMove,
    PointsRequestId,
)
from largesse.rights.points.requests import Plan, request_points
from largesse.rights.points.take_back import Root, take_back
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

FILE_NAME_MAX = 60


@dataclass(frozen=True, kw_only=True)
class AwardPoints(Ask):
    """Points for one client."""

    kind: PointsKindId = asked("The kind of points, pkn_….", id="pkn", name="points_kind")
    client: ClientId = asked("The client, cli_….", id="cli")
    points: Long = asked("How many, 1 to 1,000,000,000.")
    reason: str = asked("Why; stands in the audit and in the statement of staff.")


@dataclass(frozen=True, kw_only=True)
class AwardPointsByFile(Ask):
    """Points for the clients of a file."""

    kind: PointsKindId = asked("The kind of points, pkn_….", id="pkn", name="points_kind")
    file: Name = asked("What the file is called, 1 to 60 characters: a line of one name awards once.")
    lines: str = asked("A line a client: number, points and, where a client has several lines, a reference.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class TakePointsBack(Ask):
    """An award that was a mistake."""

    award: PointsAwardId = asked("The award, paw_….", id="paw")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class PointsAwarded:
    """The award that was made, or the request that waits for a signature: one of them."""

    award: PointsAwardId | None
    request: PointsRequestId | None = None


@dataclass(frozen=True)
class FileAwarded:
    """How many lines were awarded now and how many had been before, or the request that waits with them."""

    awarded: int
    earlier: int
    points: Long
    request: PointsRequestId | None = None


@dataclass(frozen=True)
class PointsTaken:
    """What was taken of an award, and how much of it the client owes now."""

    award: PointsAwardId
    points: Long
    owed: Long


async def award_points(ask: AwardPoints, *, actor: Actor, work: Work) -> PointsAwarded:
    """Award points to a client by hand; above the day limit a second person signs first.

    Raises:
        ClientMissing: ``audience.client_missing``.
        ClientKeptOut: ``audience.client_kept_out``.
        KindMissing, KindStopped: of the kind of points.
    """
    actor.must("rights.adjust_points")
    reason, points = reason_of(ask.reason), points_given(ask.points)
    async with work.begin(ask, actor, use="rights.award_points", answer=PointsAwarded) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        if client.blocked:
            raise ClientKeptOut
        kind = await held_kind(tx, ask.kind)
        wanted = Wanted(client.id, points, str(new_id()), reason)
        if not await alone(tx, kind, points):
            plan = Plan("manual", [wanted], reason, client.org_unit)
            return await tx.done(PointsAwarded(None, await request_points(tx, kind, plan)))
        made = await award(tx, ask.kind, "manual", wanted)
        facts = {"client": str(ask.client), "kind": str(ask.kind), "points": points, "reason": reason}
        tx.audit("rights.points_awarded", str(made.award), facts, org_unit=client.org_unit)
        return await tx.done(PointsAwarded(made.award))


async def award_points_by_file(ask: AwardPointsByFile, *, actor: Actor, work: Work) -> FileAwarded:
    """Award points to the clients of a file: all its lines or none; above the day limit once they are signed.

    Raises:
        Malformed: ``kernel.malformed`` at ``lines``: the first line that does not fit.
        KindMissing, KindStopped: of the kind of points.
    """
    actor.must("rights.adjust_points")
    reason, lines = reason_of(ask.reason), lines_of(ask.lines)
    if not 1 <= len(ask.file) <= FILE_NAME_MAX:
        raise Malformed(characters(1, FILE_NAME_MAX), "file")
    async with work.begin(ask, actor, use="rights.award_points_by_file", answer=FileAwarded) as tx:
        if tx.earlier:
            return tx.earlier
        clients = await _clients(tx, lines, actor)
        wanted = [
            Wanted(clients[one.ext_id].id, one.points, f"{ask.kind}:{ask.file}:{one.ref}", reason)
            for one in lines
        ]
        before = await _known(tx, wanted)
        kind = await held_kind(tx, ask.kind)
        anew = [one for one in wanted if one.ref not in before]
        if not await alone(tx, kind, sum(one.points for one in anew)):
            unit = kind.org_unit or next(clients[one.ext_id].org_unit for one in lines)
            plan = Plan("file", anew, reason, unit, ask.file)
            request = await request_points(tx, kind, plan)
            return await tx.done(FileAwarded(0, len(before), Long(plan.points), request))
        made = await award_many(tx, ask.kind, "file", wanted)
        fresh = [one for one in wanted if made[one.ref].fresh]
        points = sum(one.points for one in fresh)
        facts = {"file": ask.file, "lines": len(fresh), "points": points, "reason": reason}
        tx.audit("rights.points_awarded_by_file", str(ask.kind), facts, org_unit=actor.unit)
        return await tx.done(FileAwarded(len(fresh), len(wanted) - len(fresh), Long(points)))


async def take_points_back(ask: TakePointsBack, *, actor: Actor, work: Work) -> PointsTaken:
    """Take an award back: what is left of it, then other points; what is left to take then is owed.

    Raises:
        AwardMissing: ``rights.points_award_missing``.
        AwardTaken: ``rights.points_award_taken``.
    """
    actor.must("rights.adjust_points")
    reason, missing = reason_of(ask.reason), AwardMissing(ask.award)
    async with work.begin(ask, actor, use="rights.take_points_back", answer=PointsTaken) as tx:
        if tx.earlier:
            return tx.earlier
        found = await PointsAward.get_or_none(id=ask.award, using_db=tx.conn)
        move = await PointsMove.get(id=found.move, using_db=tx.conn) if found else None
        if found is None or move is None or move.act != "award":
            raise missing
        client = await Customer.filter(id=move.client).using_db(tx.conn).select_for_update().first()
        if client is None:
            raise missing
        actor.reach(client.org_unit, missing)
        posting = await take_back(tx, Root.of(found.id, move), reason)
        taken = PointsTaken(ask.award, Long(posting.points), Long(posting.facts.get("owed", 0)))
        facts = {
            "client": str(client.id),
            "kind": str(move.kind),
            "points": taken.points,
            "owed": taken.owed,
            "reason": reason,
        }
        tx.audit("rights.points_taken_back", str(ask.award), facts, org_unit=client.org_unit)
        return await tx.done(taken)


async def _clients(tx: Tx[Any], lines: list[Line], actor: Actor) -> dict[str, Customer]:
    """Lock the clients of a file, in the order of their ids.

    Raises:
        Malformed: ``kernel.malformed`` at ``lines``: one is not there, out of reach or kept out.
    """
    numbers = sorted({one.ext_id for one in lines})
    rows = Customer.filter(ext_id__in=numbers).using_db(tx.conn).order_by("id").select_for_update()
    found = {one.ext_id: one for one in await rows if actor.reaches(one.org_unit) and not one.blocked}
    for nr, one in enumerate(lines, 1):
        if one.ext_id not in found:
            raise Malformed(because("rights.reason.points_client", line=nr), "lines")
    return found


async def _known(tx: Tx[Any], wanted: list[Wanted]) -> set[str]:
    refs = PointsMove.filter(source_kind="file", source_ref__in=[one.ref for one in wanted])
    return {one.source_ref for one in await refs.using_db(tx.conn)}
