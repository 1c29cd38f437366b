"""Rows of approvals: read under lock; written by ``approvals`` only.

Invariant   triggers of the migration repeat each rule of ``route`` on these rows
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from largesse.identity.approvals.proposal import Delegation, Proposal, Signing
from largesse.identity.approvals.route import Case, Person, Signature, State, Step
from largesse.kernel.actor import Actor
from largesse.kernel.ids import new_id
from largesse.store.work import Tx

MIN_HAND_OVER = timedelta(minutes=1)
MAX_HAND_OVER = timedelta(days=90)
ANY_APPROVER = ("approver_branch", "approver_head")
KIND_ROLES = {"settlement": ("finance",), "plugging": ("admin", "reviewer")}
Row = dict[str, Any]

_INSERT = """
insert into identity_approval (id, subject_kind, subject, content_hash, route, org_unit, title, summary,
                               difference, maker, state, step, steps, proposed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'pending', 1, $11, $12)
"""
_INSERT_STEP = """
insert into identity_approval_step (approval, seq, name_zh, name_en, roles, level, need, opinion_required,
                                    due_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_STEPS = """
select s.*, coalesce((select array_agg(n.staff) from identity_approval_signer n
                      where n.approval = s.approval and n.step = s.seq), '{}') as seated
from identity_approval_step s where s.approval = $1 order by s.seq
"""
_PEOPLE = """
select s.id, s.roles, u.level, s.unit = any(o.path) as reaches
from identity_staff s
join identity_org_unit u on u.id = s.unit
join identity_org_unit o on o.id = $1
where s.state = 'active' and
"""
_PERSON = _PEOPLE + " s.id = $2"
_PRINCIPALS = f"""{_PEOPLE} s.id in (
  select giver from identity_delegation where approval = $2 and taker = $3 and until > $4)
order by s.id"""  # noqa: S608 - two constants of this module
_EVERYBODY = (
    _PEOPLE
    + """ s.roles && $2::text[] and s.unit = any(o.path) and ($3::text is null or u.level = $3)
          and s.id <> $4 order by s.id"""
)
_READ = "select * from identity_approval where id = $1"


async def route_steps(tx: Tx[Any], proposal: Proposal) -> list[Row]:
    """Read the steps of a route, the roles filled in where the route leaves them to the kind."""
    rows = await tx.rows("select * from identity_route_step where route = $1 order by seq", proposal.route)
    by_kind = proposal.roles or KIND_ROLES.get(proposal.subject_kind.partition(".")[0], ANY_APPROVER)
    return [{**row, "roles": row["roles"] or list(by_kind)} for row in rows]


async def is_open(tx: Tx[Any], subject_kind: str, subject: UUID) -> bool:
    sql = "select 1 from identity_approval where subject_kind = $1 and subject = $2 and state = 'pending'"
    return await tx.row(sql, subject_kind, subject) is not None


async def insert(tx: Tx[Any], approval: UUID, proposal: Proposal, steps: list[Row], actor: Actor) -> None:
    """Write an approval with a frozen copy of its route's steps."""
    what = (proposal.subject_kind, proposal.subject, proposal.content_hash, proposal.route)
    summary, difference = (msgspec.to_builtins(one) for one in (proposal.summary, proposal.difference))
    shown = (proposal.org_unit, proposal.title, summary, difference)
    await tx.run(_INSERT, approval, *what, *shown, actor.id, len(steps), tx.now)
    for step in steps:
        every = step["mode"] == "all"
        due = tx.now + timedelta(hours=step["deadline_h"]) if step["deadline_h"] else None
        words = (step["name_zh"], step["name_en"], step["roles"], step["level"])
        need = 0 if every else step["need"]
        await tx.run(_INSERT_STEP, approval, step["seq"], *words, need, step["opinion_required"], due)
        if every:
            await _seat_all(tx, approval, step, proposal, actor)


async def read(tx: Tx[Any], approval: UUID, *, lock: bool) -> tuple[Case, Row] | None:
    """Read an approval with its steps and the signatures that count, and its own row."""
    row = await tx.row(f"{_READ} for update" if lock else _READ, approval)
    if row is None:
        return None
    steps = await tx.rows(_STEPS, approval)
    counting = "select * from identity_signature where approval = $1 and annulled_by is null order by at, id"
    signatures = await tx.rows(counting, approval)
    case = Case(
        maker=row["maker"],
        content_hash=row["content_hash"],
        state=row["state"],
        step=row["step"],
        steps=tuple(_step(s) for s in steps),
        signatures=tuple(Signature(s["step"], s["person"], s["hand"], s["decision"]) for s in signatures),
    )
    return case, row


async def person(tx: Tx[Any], staff: UUID, org_unit: UUID) -> Person:
    """Read a member of staff as the route sees one; a stranger has no role and reaches nothing."""
    row = await tx.row(_PERSON, org_unit, staff)
    return _person(row) if row else Person(staff, frozenset(), "outlet", reaches=False)


async def principals(tx: Tx[Any], approval: UUID, taker: UUID, org_unit: UUID) -> list[Person]:
    """Read those whose hand-over of this approval to ``taker`` is in force."""
    rows = await tx.rows(_PRINCIPALS, org_unit, approval, taker, tx.now)
    return [_person(row) for row in rows]


async def insert_signature(tx: Tx[Any], signing: Signing, signature: Signature) -> UUID:
    signed = new_id()
    await tx.run(
        """insert into identity_signature (id, approval, step, person, hand, decision, opinion, content_hash,
                                           return_to, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        signed,
        signing.approval,
        signature.step,
        signature.person,
        signature.hand,
        signature.decision,
        signing.opinion.strip(),
        signing.content_hash,
        signing.return_to,
        tx.now,
    )
    return signed


async def annul_from(tx: Tx[Any], approval: UUID, step: int, by: UUID) -> None:
    """Make the signatures from a step on count no more, the returning one included."""
    sql = """update identity_signature set annulled_by = $3
             where approval = $1 and step >= $2 and annulled_by is null"""
    await tx.run(sql, approval, step, by)


async def move(tx: Tx[Any], approval: UUID, state: State, step: int) -> None:
    decided = None if state == "pending" else tx.now
    sql = "update identity_approval set state = $2, step = $3, decided_at = $4 where id = $1"
    await tx.run(sql, approval, state, step, decided)


async def insert_delegation(tx: Tx[Any], given: Delegation) -> None:
    await tx.run(
        """insert into identity_delegation (id, approval, giver, taker, until, at)
           values ($1, $2, $3, $4, $5, $6)""",
        new_id(),
        given.approval,
        given.giver,
        given.taker,
        given.until,
        tx.now,
    )


async def insert_signer(tx: Tx[Any], approval: UUID, step: int, staff: UUID, by: UUID) -> None:
    await tx.run(
        """insert into identity_approval_signer (approval, step, staff, added_by, at)
           values ($1, $2, $3, $4, $5) on conflict do nothing""",
        approval,
        step,
        staff,
        by,
        tx.now,
    )


async def _seat_all(tx: Tx[Any], approval: UUID, step: Row, proposal: Proposal, actor: Actor) -> None:
    rows = await tx.rows(_EVERYBODY, proposal.org_unit, step["roles"], step["level"], actor.id)
    for row in rows:
        await insert_signer(tx, approval, step["seq"], row["id"], actor.id)


def _step(row: Row) -> Step:
    return Step(
        seq=row["seq"],
        roles=frozenset(row["roles"]),
        need=row["need"],
        level=row["level"],
        seated=frozenset(row["seated"]),
        opinion_required=row["opinion_required"],
    )


def _person(row: Row) -> Person:
    return Person(row["id"], frozenset(row["roles"]), row["level"], reaches=row["reaches"])
