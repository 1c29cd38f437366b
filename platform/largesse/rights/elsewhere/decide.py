"""Sign a file of rights, send it back, take one's own back, or stop one that is being given."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.identity.approvals.approvals import sign, withdraw
from largesse.identity.approvals.proposal import Signing
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.rights.elsewhere.records import ElsewhereFile, ElsewhereFileId
from largesse.rights.elsewhere.take_file import SUBJECT
from largesse.store.work import Tx, Work

GRANTS_SIGNED = "rights.grants_signed.v1"
UNDER_WAY = frozenset({"waiting", "reading"})
FILES = Subject(
    kind=SUBJECT,
    approve="rights.decide_rights_file",
    send_back="rights.decide_rights_file",
    withdraw="rights.import_rights",
)


@dataclass(frozen=True)
class ElsewhereFileMissing(Missing):
    """No such file of rights within reach."""

    code = "rights.elsewhere_file_missing"
    file: UUID


@dataclass(frozen=True)
class ElsewhereFileOver(Refusal):
    """Nothing of the file is being given any more, or nothing yet."""

    code = "rights.elsewhere_file_over"
    state: str


@dataclass(frozen=True)
class GrantsStanding:
    """A file as it stands, how many rights it has given, and how many of its lines nobody looked at."""

    file: ElsewhereFileId
    state: str
    given: int
    left: int


@dataclass(frozen=True, kw_only=True)
class DecideGrants(Ask):
    """One signature under a file of rights, on the content that was shown."""

    file: ElsewhereFileId = asked("The file, ewf_….", id="ewf")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class EndGrants(Ask):
    """Take one's own file back, or stop one that is being given."""

    file: ElsewhereFileId = asked("The file, ewf_….", id="ewf")


async def approve_grants(ask: DecideGrants, *, actor: Actor, work: Work) -> GrantsStanding:
    """Sign a file of rights; with the last signature it is given in the background.

    Raises:
        ElsewhereFileMissing: ``rights.elsewhere_file_missing``.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_grants(ask: DecideGrants, *, actor: Actor, work: Work) -> GrantsStanding:
    """Send a file of rights back; nothing of it is given. Raises as ``approve_grants``."""
    return await _decide(ask, "return", actor, work)


async def withdraw_grants(ask: EndGrants, *, actor: Actor, work: Work) -> GrantsStanding:
    """Take one's own file back before it is signed.

    Raises:
        ElsewhereFileMissing: ``rights.elsewhere_file_missing``.
        NotMaker, NotPending: of the approval.
    """
    actor.must("rights.import_rights")
    async with work.begin(ask, actor, use="rights.withdraw_grants", answer=GrantsStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await locked_file(tx, ask.file, actor)
        await _move(tx, row, (await withdraw(tx, row.approval, actor)).state)
        return await tx.done(_standing(row))


async def cancel_grants(ask: EndGrants, *, actor: Actor, work: Work) -> GrantsStanding:
    """Stop a file that is being given: what was given stays, the rest is not given.

    Raises:
        ElsewhereFileMissing: ``rights.elsewhere_file_missing``.
        ElsewhereFileOver: ``rights.elsewhere_file_over``.
    """
    actor.must("rights.import_rights")
    async with work.begin(ask, actor, use="rights.cancel_grants", answer=GrantsStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await locked_file(tx, ask.file, actor)
        if row.state not in UNDER_WAY:
            raise ElsewhereFileOver(row.state)
        row.cancelled_by = actor.id
        await _move(tx, row, "cancelled")
        facts = {"given": row.given_count, "left": row.total_count - row.read_count}
        tx.audit("rights.grants_cancelled", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(_standing(row))


async def _decide(
    ask: DecideGrants, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> GrantsStanding:
    actor.must("rights.decide_rights_file")
    async with work.begin(ask, actor, use=f"rights.{decision}_grants", answer=GrantsStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await locked_file(tx, ask.file, actor)
        signing = Signing(row.approval, ask.content_hash, decision, ask.opinion)
        signed = await sign(tx, signing, actor)
        if signed.state == "approved":
            row.state = "waiting"
            await row.save(using_db=tx.conn, update_fields=["state"])
            tx.emit(GRANTS_SIGNED, str(row.id), {"file": str(row.id)})
            facts = {"system": row.system, "file": row.file_name, "good": row.good_count}
            tx.audit("rights.grants_signed", str(row.id), facts, org_unit=row.org_unit)
        elif signed.state != "pending":
            await _move(tx, row, signed.state)
        return await tx.done(_standing(row))


async def locked_file(tx: Tx[Any], file: UUID, actor: Actor) -> ElsewhereFile:
    """Lock a file that the actor reaches.

    Raises:
        ElsewhereFileMissing: ``rights.elsewhere_file_missing``.
    """
    row = await ElsewhereFile.filter(id=file).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise ElsewhereFileMissing(file)
    actor.reach(row.org_unit, ElsewhereFileMissing(file))
    return row


async def _move(tx: Tx[Any], row: ElsewhereFile, state: str) -> None:
    row.update_from_dict({"state": state, "done_at": tx.now})
    await row.save(using_db=tx.conn, update_fields=["state", "done_at", "cancelled_by"])


def _standing(row: ElsewhereFile) -> GrantsStanding:
    left = row.total_count - row.read_count
    return GrantsStanding(ElsewhereFileId(row.id), row.state, row.given_count, left)
