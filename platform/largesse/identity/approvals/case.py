"""An approval as its route sees it: read under lock, with the people who may act in it.

Invariant   triggers of the migration repeat each rule of ``route`` on these rows
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.approvals import records
from largesse.identity.approvals.route import Case, Person, Signature, State, Step
from largesse.store.sql import statement
from largesse.store.work import Tx

_STEPS = statement(__name__, "steps")
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
_WHO_MAY_SIGN = (
    _PEOPLE
    + """ s.roles && $2::text[] and s.unit = any(o.path) and ($3::text is null or u.level = $3)
          and s.id <> $4 order by s.id"""
)
_CASE = "select maker, content_hash, state, step, org_unit from identity_approval where id = $1 for update"
_COUNTING = """
select step, person, hand, decision from identity_signature
where approval = $1 and annulled_by is null order by at, id
"""


@dataclass(frozen=True)
class LockedCase:
    """A case that nobody else moves before this transaction ends, and its org unit."""

    case: Case
    org_unit: UUID


@dataclass(frozen=True)
class _Approval:
    maker: UUID
    content_hash: str
    state: State
    step: int
    org_unit: UUID


async def locked_case(tx: Tx[Any], approval: UUID) -> LockedCase | None:
    """Lock an approval and read it with its steps and the signatures that count."""
    found = await tx.one(_Approval, _CASE, approval)
    if found is None:
        return None
    case = Case(
        maker=found.maker,
        content_hash=found.content_hash,
        state=found.state,
        step=found.step,
        steps=tuple(await tx.all(Step, _STEPS, approval)),
        signatures=tuple(await tx.all(Signature, _COUNTING, approval)),
    )
    return LockedCase(case, found.org_unit)


async def person(tx: Tx[Any], staff: UUID, org_unit: UUID) -> Person:
    """Read a member of staff as the route sees one; a stranger has no role and reaches nothing."""
    found = await tx.one(Person, _PERSON, org_unit, staff)
    return found or Person(staff, frozenset(), "outlet", reaches=False)


async def principals(tx: Tx[Any], approval: UUID, taker: UUID, org_unit: UUID) -> list[Person]:
    """Read those whose hand-over of this approval to ``taker`` is in force."""
    return await tx.all(Person, _PRINCIPALS, org_unit, approval, taker, tx.now)


async def who_may_sign(tx: Tx[Any], step: records.RouteStep, org_unit: UUID, maker: UUID) -> list[Person]:
    """Read everybody of a step's roles and level who reaches an org unit, its maker left out."""
    return await tx.all(Person, _WHO_MAY_SIGN, org_unit, step.roles, step.level, maker)
