"""Take a file of rights in: looked at first, then kept sealed and put before a second person."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.approvals.approvals import propose
from largesse.identity.approvals.proposal import Proposal
from largesse.identity.units.line import units_below
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import digest, sha256_hex
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.rights.budgets.budget import BudgetMissing, BudgetWrongState
from largesse.rights.budgets.records import Budget, BudgetId
from largesse.rights.elsewhere.apart import grants_apart
from largesse.rights.elsewhere.grant_row import Verdict
from largesse.rights.elsewhere.grant_table import Grants
from largesse.rights.elsewhere.judge import Judged, Where, judged
from largesse.rights.elsewhere.records import ElsewhereFile, ElsewhereFileId
from largesse.store.blobs import get, put
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Read, Work

SUBJECT = "rights.elsewhere_file"
NAME_MAX = 200
_SEALED = "rights.elsewhere_file"
_SYSTEM = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


@dataclass(frozen=True)
class NothingToGive(Refusal):
    """No line of the file can be given: there is nothing to sign."""

    code = "rights.elsewhere_nothing_to_give"
    rows: int
    path: str | None = "file"


@dataclass(frozen=True, kw_only=True)
class TakeGrants(Ask):
    """A file of another system; ``budget`` owns its batches and pays what the file says it costs."""

    system: str
    budget: BudgetId
    file_name: str
    data: bytes


@dataclass(frozen=True)
class GrantsTaken:
    """The file that was taken."""

    file: ElsewhereFileId


@dataclass(frozen=True)
class Foreseen:
    """What giving a file would do."""

    grants: Grants
    rows: tuple[Judged, ...]
    currency: str

    @property
    def good(self) -> list[Judged]:
        """The lines that can be given."""
        return [one for one in self.rows if one.verdict is Verdict.GOOD]

    @property
    def cost_minor(self) -> int:
        """What they cost the budget, as the file says."""
        return sum(one.cost_minor for one in self.good)


def system_of(system: str) -> str:
    """Read the short name of the system that granted the rights.

    Raises:
        Malformed: ``kernel.malformed`` at ``system``.
    """
    name = system.strip().casefold()
    if not _SYSTEM.fullmatch(name):
        raise Malformed(because("rights.reason.system"), "system")
    return name


async def foresee(data: bytes, system: str, budget: UUID, *, actor: Actor, work: Work) -> Foreseen:
    """Read and judge a file as giving it would, and keep nothing.

    Raises:
        BudgetMissing, BudgetWrongState: of the budget.
        Unreadable: the file is no table of rights.
        Malformed: ``kernel.malformed`` at ``system``.
    """
    actor.must("rights.import_rights")
    name = system_of(system)
    async with work.read() as read:
        owner = await budget_of(read, budget, actor)
    grants = await grants_apart(data, work.house)
    async with work.read() as read:
        where = await where_of(read, name, owner)
        return Foreseen(grants, tuple(await judged(read, where, grants.rows, now())), owner.currency)


async def take_grants(ask: TakeGrants, *, actor: Actor, work: Work) -> GrantsTaken:
    """Keep a file and put it before a second person.

    Raises:
        Unreadable: the file is no table of rights.
        NothingToGive: ``rights.elsewhere_nothing_to_give``.
        BudgetMissing, BudgetWrongState, Malformed: as ``foresee``.
    """
    actor.must("rights.import_rights")
    seen = await foresee(ask.data, ask.system, ask.budget, actor=actor, work=work)
    async with work.begin(ask, actor, use="rights.take_grants", answer=GrantsTaken) as tx:
        if tx.earlier:
            return tx.earlier
        if not seen.good:
            raise NothingToGive(seen.grants.count)
        owner = await budget_of(tx, ask.budget, actor)
        ident, name = ElsewhereFileId(new_id()), ask.file_name[:NAME_MAX]
        system, content = system_of(ask.system), _content(ask, seen, owner)
        approval = await propose(tx, _proposal(ident, owner, seen, content), actor)
        await ElsewhereFile.create(
            using_db=tx.conn,
            id=ident,
            system=system,
            budget=owner.id,
            file_name=name,
            file_sha=await asyncio.to_thread(_kept, ask.data),
            format=seen.grants.format,
            encoding=seen.grants.encoding,
            content_hash=digest(content),
            state="pending",
            total_count=seen.grants.count,
            good_count=len(seen.good),
            cost_minor=seen.cost_minor,
            currency=owner.currency,
            approval=approval,
            by_staff=actor.id,
            org_unit=owner.org_unit,
            asked_at=tx.now,
        )
        facts = {"system": system, "file": name, "rows": seen.grants.count, "good": len(seen.good)}
        tx.audit("rights.grants_proposed", str(ident), facts, org_unit=owner.org_unit)
        return await tx.done(GrantsTaken(ident))


def kept_file(file_sha: str) -> bytes:
    """Open a kept file; blocking."""
    return open_sealed(get(file_sha).decode(), _SEALED)


async def budget_of(read: Read, budget: UUID, actor: Actor) -> Budget:
    """Read a running budget within reach.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        BudgetWrongState: ``rights.budget_wrong_state``.
    """
    row = await Budget.get_or_none(id=budget, using_db=read.conn)
    if row is None:
        raise BudgetMissing(budget)
    actor.reach(row.org_unit, BudgetMissing(budget))
    if row.state != "active":
        raise BudgetWrongState(row.state)
    return row


async def where_of(read: Read, system: str, owner: Budget) -> Where:
    """Give whose file it is: its clients and SKUs belong to the budget's org unit or to one below it."""
    return Where(system, owner.currency, tuple(await units_below(read, owner.org_unit)))


def _kept(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())


def _content(ask: TakeGrants, seen: Foreseen, owner: Budget) -> dict[str, Any]:
    """Give what is signed: exactly these bytes, on this budget, and what they come to now."""
    by_sku = Counter(one.row.sku for one in seen.good)
    verdicts = Counter([*(str(one.verdict) for one in seen.rows), *(one.verdict for one in seen.grants.bad)])
    return {
        "system": system_of(ask.system),
        "file": ask.file_name[:NAME_MAX],
        "bytes": f"sha256:{sha256_hex(ask.data)}",
        "budget": str(owner.id),
        "budget_title": owner.title,
        "rows": seen.grants.count,
        "good": len(seen.good),
        "cost_minor": seen.cost_minor,
        "budget_left_minor": owner.cap_minor - owner.reserved_minor - owner.spent_minor,
        "currency": owner.currency,
        "skus": [{"sku": sku, "rights": count} for sku, count in sorted(by_sku.items())[:100]],
        "verdicts": dict(sorted(verdicts.items())),
    }


def _proposal(ident: UUID, owner: Budget, seen: Foreseen, content: dict[str, Any]) -> Proposal:
    return Proposal(
        subject_kind=SUBJECT,
        subject=ident,
        content_hash=digest(content),
        route="two_person",
        org_unit=owner.org_unit,
        title=f"{content['system']} · {content['file']}",
        summary={"rights": len(seen.good), "worst_case_minor": seen.cost_minor},
        difference={"before": None, "after": content},
    )
