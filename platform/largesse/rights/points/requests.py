"""Awards above the day limit: asked for by one, signed by another, and made with the last signature.

Words       *request* 积分发放申请: pending -> given | returned | withdrawn
Invariant   nobody approves what he asked for; what is made is exactly the lines that were signed, each once
Source      docs/explanation/points.md
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import UUID

import msgspec

from largesse.audience.clients.clients import ClientKeptOut
from largesse.audience.clients.reads import numbered_names_of
from largesse.audience.clients.records import Customer
from largesse.identity.approvals.approvals import propose, sign, withdraw
from largesse.identity.approvals.proposal import Proposal, Signing
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Missing
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights.points.award import Wanted, award_many
from largesse.rights.points.kind import KindStopped
from largesse.rights.points.post import Signed
from largesse.rights.points.records import PointsKind, PointsRequest, PointsRequestId
from largesse.store.work import Tx, Work

SUBJECT = "rights.points_request"
REQUESTS = Subject(
    kind=SUBJECT,
    approve="rights.decide_points",
    send_back="rights.decide_points",
    withdraw="rights.adjust_points",
)
SHOWN = 50


@dataclass(frozen=True)
class RequestMissing(Missing):
    """No such request of points within reach."""

    code = "rights.points_request_missing"
    request: UUID


@dataclass(frozen=True)
class PointsRequested:
    """A request (pending, given, returned, withdrawn) and its points."""

    request: PointsRequestId
    state: str
    points: Long


@dataclass(frozen=True)
class Plan:
    """What is to be awarded once it is signed: ``source`` manual or file, its lines, for what."""

    source: Literal["manual", "file"]
    wanted: list[Wanted]
    reason: str
    org_unit: UUID
    file_name: str = ""

    @property
    def points(self) -> int:
        """Points in all."""
        return sum(one.points for one in self.wanted)


@dataclass(frozen=True, kw_only=True)
class DecidePoints(Ask):
    """One signature under a request of points, on the content that was shown."""

    request: PointsRequestId = asked("The request, prq_….", id="prq")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawPoints(Ask):
    """Take one's own request back."""

    request: PointsRequestId = asked("The request, prq_….", id="prq")


async def request_points(tx: Tx[Any], kind: PointsKind, plan: Plan) -> PointsRequestId:
    """Put an award before a second person, inside the caller's transaction; the kind is held.

    Raises:
        KindStopped: ``rights.points_kind_stopped``.
    """
    if kind.state != "active":
        raise KindStopped
    ident = PointsRequestId(new_id())
    approval = await propose(tx, await _proposal(tx, ident, kind, plan), tx.actor)
    await PointsRequest.create(
        using_db=tx.conn,
        id=ident,
        kind=kind.id,
        source=plan.source,
        file_name=plan.file_name,
        reason=plan.reason,
        lines=[asdict(one) | {"client": str(one.client)} for one in plan.wanted],
        line_count=len(plan.wanted),
        points=plan.points,
        org_unit=plan.org_unit,
        state="pending",
        approval=approval,
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    facts = {"kind": str(kind.id), "points": plan.points, "lines": len(plan.wanted), "reason": plan.reason}
    tx.audit("rights.points_requested", str(ident), facts, org_unit=plan.org_unit)
    return ident


async def approve_points(ask: DecidePoints, *, actor: Actor, work: Work) -> PointsRequested:
    """Sign a request of points; with the last signature they are awarded.

    Raises:
        RequestMissing: ``rights.points_request_missing``.
        ClientKeptOut: ``audience.client_kept_out``: one of its clients was blocked meanwhile.
        KindStopped: ``rights.points_kind_stopped``.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_points(ask: DecidePoints, *, actor: Actor, work: Work) -> PointsRequested:
    """Send a request of points back; nothing is awarded. Raises as ``approve_points``."""
    return await _decide(ask, "return", actor, work)


async def withdraw_points(ask: WithdrawPoints, *, actor: Actor, work: Work) -> PointsRequested:
    """Take one's own request back.

    Raises:
        RequestMissing: ``rights.points_request_missing``.
        NotMaker, NotPending: of the approval.
    """
    actor.must("rights.adjust_points")
    async with work.begin(ask, actor, use="rights.withdraw_points", answer=PointsRequested) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _locked(tx, ask.request, actor)
        await _end(tx, row, (await withdraw(tx, row.approval, actor)).state)
        return await tx.done(_standing(row))


async def _decide(
    ask: DecidePoints, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> PointsRequested:
    actor.must("rights.decide_points")
    async with work.begin(ask, actor, use=f"rights.{decision}_points", answer=PointsRequested) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _locked(tx, ask.request, actor)
        signing = Signing(row.approval, ask.content_hash, decision, ask.opinion)
        signed = await sign(tx, signing, actor)
        if signed.state == "approved":
            await _give(tx, row)
            await _end(tx, row, "given")
        elif signed.state != "pending":
            await _end(tx, row, signed.state)
        return await tx.done(_standing(row))


async def _give(tx: Tx[Any], row: PointsRequest) -> None:
    """Award the lines; those that a file has awarded meanwhile are not awarded again."""
    wanted = msgspec.convert(row.lines, list[Wanted])
    who = sorted({one.client for one in wanted})
    clients = await Customer.filter(id__in=who).using_db(tx.conn).order_by("id").select_for_update()
    if len(clients) != len(who) or any(one.blocked for one in clients):
        raise ClientKeptOut
    made = await award_many(tx, row.kind, row.source, wanted, Signed(row.approval, row.made_by))
    points = sum(one.points for one in wanted if made[one.ref].fresh)
    facts = {"kind": str(row.kind), "points": points, "lines": row.line_count, "reason": row.reason}
    tx.audit("rights.points_request_given", str(row.id), facts, org_unit=row.org_unit)


async def _locked(tx: Tx[Any], request: UUID, actor: Actor) -> PointsRequest:
    row = await PointsRequest.filter(id=request).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise RequestMissing(request)
    actor.reach(row.org_unit, RequestMissing(request))
    return row


async def _end(tx: Tx[Any], row: PointsRequest, state: str) -> None:
    row.update_from_dict({"state": state, "ended_at": tx.now})
    await row.save(using_db=tx.conn, update_fields=["state", "ended_at"])


def _standing(row: PointsRequest) -> PointsRequested:
    return PointsRequested(PointsRequestId(row.id), row.state, Long(row.points))


async def _proposal(tx: Tx[Any], ident: UUID, kind: PointsKind, plan: Plan) -> Proposal:
    shown = plan.wanted[:SHOWN]
    names = await numbered_names_of(tx, [one.client for one in shown])
    content = {
        "kind": str(kind.id),
        "kind_name": kind.name,
        "points": plan.points,
        "lines": len(plan.wanted),
        "lines_hash": digest([[str(one.client), one.points, one.ref] for one in plan.wanted]),
        "first": [{"client": names.get(one.client, ""), "points": one.points} for one in shown],
        "file": plan.file_name,
        "hand_day_max": kind.hand_day_max,
        "reason": plan.reason,
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=ident,
        content_hash=digest(content),
        route="two_person",
        org_unit=plan.org_unit,
        title=f"{kind.name['zh-CN']} · {plan.points}",
        summary={"points": plan.points, "lines": len(plan.wanted), "reason": plan.reason},
        difference={"before": None, "after": content},
    )
