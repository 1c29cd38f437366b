"""Approvals for screens: the inbox, one approval, its steps, signatures and hand-overs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from largesse.faces.together import grouped
from largesse.identity.approvals.records import APPROVAL, Approval, ApprovalId
from largesse.identity.approvals.route import Decision, State
from largesse.identity.ids import StaffId
from largesse.identity.names import Name, names_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.reasons import one_of
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.sql import statement
from largesse.store.work import Read

SORTS = {
    "createdAt": Sort("a.proposed_at", "timestamptz"),
    "title": Sort("a.title"),
    "state": Sort("a.state"),
}
K = TypeVar("K", bound=UUID)
STATES = ("mine", "open", "done", "made", "all")
_SEAT = statement(__name__, "seat")
_COLLEAGUE = statement(__name__, "colleague")
_COLUMNS = """a.id, a.subject_kind, a.subject, a.org_unit, a.content_hash, a.route, a.title, a.state,
  a.step, a.steps, a.proposed_at, a.decided_at, o.name_zh as unit_zh, o.name_en as unit_en,
  coalesce(m.name, '') as maker_name, coalesce(r.name_zh, '') as route_zh,
  coalesce(r.name_en, '') as route_en"""
_FROM = """identity_approval a join identity_org_unit o on o.id = a.org_unit
  left join identity_staff m on m.id = a.maker left join identity_route r on r.key = a.route"""
_STEPS = """
select s.approval, s.seq, s.name_zh, s.name_en, s.roles, s.need, s.opinion_required, s.due_at,
  coalesce((select array_agg(p.name order by p.number) from identity_approval_signer n
            join identity_staff p on p.id = n.staff
            where n.approval = s.approval and n.step = s.seq), '{}') as named,
  (select count(*) from identity_staff p join identity_org_unit u on u.id = p.unit
   where p.state = 'active' and p.roles && s.roles and p.unit = any(o.path) and p.id <> a.maker
     and (s.level is null or u.level = s.level)) < s.need as lacks_people
from identity_approval_step s join identity_approval a on a.id = s.approval
join identity_org_unit o on o.id = a.org_unit where s.approval = any($1::uuid[]) order by s.seq
"""
_SIGNATURES = """
select g.approval, g.step, g.decision, g.opinion, g.return_to, g.annulled_by is not null as annulled, g.at,
  p.name as person_name, h.name as hand_name
from identity_signature g
join identity_staff p on p.id = g.person join identity_staff h on h.id = g.hand
where g.approval = any($1::uuid[]) order by g.at, g.id
"""
_HAND_OVERS = """
select d.approval, d.until, g.name as giver_name, t.name as taker_name from identity_delegation d
join identity_staff g on g.id = d.giver join identity_staff t on t.id = d.taker
where d.approval = any($1::uuid[]) and d.until > now() order by d.at
"""


@dataclass(frozen=True)
class ApprovalRow:
    """An approval as one actor sees it; ``summary`` and ``difference`` are None in lists.

    ``called``: what its subject is called now, where a room knows.
    ``seat``: whose seat the actor would sign from now, usually his own; None: it does not wait for him.
    """

    id: ApprovalId
    subject_kind: str
    subject: UUID
    org_unit: UUID
    content_hash: str
    route: str
    title: str
    state: State
    step: int
    steps: int
    proposed_at: datetime
    decided_at: datetime | None
    unit_zh: str
    unit_en: str
    maker_name: str
    route_zh: str
    route_en: str
    seat: UUID | None
    made: bool
    summary: dict[str, Any] | None = None
    difference: dict[str, Any] | None = None
    called: Name | None = None

    @property
    def mine(self) -> bool:
        """Whether it waits for the actor."""
        return self.seat is not None


@dataclass(frozen=True)
class StepRow:
    """A step of an approval and the names of those who must sign it by name.

    ``lacks_people``: fewer can sign it than must, whoever reaches the unit counted.
    """

    approval: ApprovalId
    seq: int
    name_zh: str
    name_en: str
    roles: tuple[str, ...]
    need: int
    opinion_required: bool
    due_at: datetime | None
    named: tuple[str, ...]
    lacks_people: bool


@dataclass(frozen=True)
class SignatureRow:
    """A signature; not ``annulled``: it counts."""

    approval: ApprovalId
    step: int
    decision: Decision
    opinion: str
    return_to: int | None
    annulled: bool
    at: datetime
    person_name: str
    hand_name: str


@dataclass(frozen=True)
class HandOverRow:
    """A seat handed over, until when."""

    approval: ApprovalId
    until: datetime
    giver_name: str
    taker_name: str


@dataclass(frozen=True)
class ColleagueRow:
    """One who could take a seat."""

    id: StaffId
    name: str
    number: str
    roles: tuple[str, ...]
    unit_zh: str
    unit_en: str


async def approvals_page(read: Read, actor: Actor, wish: Wish, state: str) -> Paged[ApprovalRow]:
    """List approvals: ``mine`` wait for this actor, ``open``, ``done``, ``made`` by him, or ``all``."""
    if state not in STATES:
        raise Malformed(one_of(STATES), "state")
    asked, me = _approvals(actor)
    asked.conditions.append(
        {
            "mine": _waits_for(me),
            "open": "a.state = 'pending'",
            "done": "a.state <> 'pending'",
            "made": f"a.maker = {me}",
            "all": "true",
        }[state]
    )
    asked.search(wish.search, "a.title", "m.name")
    default = "createdAt" if state == "mine" else "-createdAt"
    page = await paged(read, ApprovalRow, asked, chosen(wish.sort, SORTS, default), wish.page)
    names = await names_of(read, (row.subject for row in page.rows))
    return page.with_rows(lambda row: replace(row, called=names.get(row.subject)))


async def approval_row(read: Read, actor: Actor, approval: UUID) -> ApprovalRow | None:
    """Read one approval within reach, with what it shows."""
    asked, _ = _approvals(actor)
    asked.conditions.append(f"a.id = {asked.param(approval)}")
    return await _whole(read, asked)


async def approval_open_on(read: Read, actor: Actor, kind: str, subject: UUID) -> ApprovalRow | None:
    """Read the approval that is open on a subject, if there is one within reach."""
    asked, _ = _approvals(actor)
    asked.conditions.append(
        f"a.state = 'pending' and a.subject_kind = {asked.param(kind)} and a.subject = {asked.param(subject)}"
    )
    return await _whole(read, asked)


async def makers_of_open(read: Read, kind: str, subjects: Sequence[K]) -> dict[K, UUID]:
    """Give who proposed what is open on some subjects of a kind, by subject, whoever asks."""
    open_ = Approval.filter(subject_kind=kind, subject__in=list(subjects), state="pending")
    return dict(await open_.using_db(read.conn).values_list("subject", "maker"))


async def approval_steps(read: Read, approvals: list[ApprovalId]) -> dict[ApprovalId, list[StepRow]]:
    """Read the steps of approvals, in order, by approval."""
    return grouped(await read.all(StepRow, _STEPS, approvals), attrgetter("approval"))


async def approval_signatures(
    read: Read, approvals: list[ApprovalId]
) -> dict[ApprovalId, list[SignatureRow]]:
    """Read every signature, annulled ones too, oldest first, by approval."""
    return grouped(await read.all(SignatureRow, _SIGNATURES, approvals), attrgetter("approval"))


async def approval_hand_overs(read: Read, approvals: list[ApprovalId]) -> dict[ApprovalId, list[HandOverRow]]:
    """Read the hand-overs still in force, by approval."""
    return grouped(await read.all(HandOverRow, _HAND_OVERS, approvals), attrgetter("approval"))


async def colleagues_page(read: Read, actor: Actor, wish: Wish) -> Paged[ColleagueRow]:
    """List who could take a seat of the approval ``of``, where it waits for the actor.

    They are of its roles, reach its unit, and are not in it already.
    """
    approval = await approval_row(read, actor, parse_id(APPROVAL, wish.of or "", "of"))
    asked = List(
        "s.id, s.name, s.number, s.roles, u.name_zh as unit_zh, u.name_en as unit_en",
        "identity_staff s join identity_org_unit u on u.id = s.unit",
        "s.id",
    )
    of, me = asked.param(approval.id if approval and approval.mine else None), asked.param(actor.id)
    asked.conditions.append(_COLLEAGUE.format(approval=f"{of}::uuid", me=f"{me}::uuid"))
    asked.search(wish.search, "s.number", "s.name", "s.name_en")
    sorts = {"number": Sort("s.number")}
    return await paged(read, ColleagueRow, asked, chosen(wish.sort, sorts, "number"), wish.page)


async def approvals_waiting(read: Read, actor: Actor) -> int:
    """Count approvals that wait for this actor."""
    asked, me = _approvals(actor)
    asked.conditions.append(_waits_for(me))
    matching = " and ".join(asked.conditions)
    return int(await read.value(f"select count(*) from {asked.source} where {matching}", *asked.args))  # noqa: S608 - constants


async def _whole(read: Read, asked: List) -> ApprovalRow | None:
    matching = " and ".join(asked.conditions)
    sql = f"select {asked.columns}, a.summary, a.difference from {asked.source} where {matching}"  # noqa: S608 - constants
    row = await read.one(ApprovalRow, sql, *asked.args)
    return row and replace(row, called=(await names_of(read, [row.subject])).get(row.subject))


def _approvals(actor: Actor) -> tuple[List, str]:
    """Begin a list of what the actor made, must sign by name, was handed over, or reaches.

    Returns:
        The list, and the actor's placeholder in it.
    """
    asked = List(_COLUMNS, _FROM, "a.id")
    me = f"{asked.param(actor.id)}::uuid"
    asked.columns += f", {_SEAT.format(me=me)} as seat, a.maker = {me} as made"
    named = f"exists (select 1 from identity_approval_signer n where n.approval = a.id and n.staff = {me})"  # noqa: S608 - constants
    handed = f"exists (select 1 from identity_delegation d where d.approval = a.id and d.taker = {me})"  # noqa: S608 - constants
    asked.within(actor.units, "a.org_unit", f"a.maker = {me}", named, handed)
    return asked, me


def _waits_for(me: str) -> str:
    return f"a.state = 'pending' and {_SEAT.format(me=me)} is not null"
