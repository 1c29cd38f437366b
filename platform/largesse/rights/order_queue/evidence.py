"""Evidence of an order as files 凭证附件: pictures drawn anew and PDFs, for whoever may see the order.

Invariant   what a file is follows from its bytes; it is kept sealed, by its own row alone; who attached and
            who opened it stands in the audit
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.media.draw import drawn_apart
from largesse.media.paper import expect_paper, is_paper
from largesse.media.picture import PictureUnreadable
from largesse.rights.order_queue.act import OPERATION
from largesse.rights.order_queue.locking import lock_case
from largesse.rights.order_queue.records import EvidenceId, OrderEvidence
from largesse.rights.orders.records import OrderId
from largesse.store.blobs import get, put
from largesse.store.house import House
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Work

EVIDENCE = "oev"
FILES_MAX = 10
NAME_MAX = 120
PDF, WEBP = "application/pdf", "image/webp"
_ENDS = {PDF: ".pdf", WEBP: ".webp"}
_SEALED = "rights.order_evidence"
_OPENED = """
select f.name, f.kind, f.file_sha, f.provider_order, e.org_unit from rights_order_evidence f
join rights_order o on o.id = f.provider_order join rights_entitlement e on e.id = o.entitlement
where f.id = $1
"""


@dataclass(frozen=True)
class EvidenceMissing(Missing):
    """No such file within reach, or it was taken away once it was old."""

    code = "rights.order_evidence_missing"


@dataclass(frozen=True)
class EvidenceUnreadable(Refusal):
    """The file is neither a whole picture nor a PDF, whatever its name says."""

    code = "rights.order_evidence_unreadable"
    path: str | None = "file"


@dataclass(frozen=True)
class EvidenceEnough(Refusal):
    """The order has as many files as it can have."""

    code = "rights.order_evidence_enough"
    most: int
    path: str | None = "file"


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked at: its name, its media type and the bytes to keep."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class AttachEvidence(Ask):
    """A file for an order, as ``look_at`` gave it."""

    order: OrderId
    name: str
    kind: str
    data: bytes


@dataclass(frozen=True)
class EvidenceAttached:
    """The file as it stands beside its order."""

    file: EvidenceId
    name: str
    size_bytes: int


@dataclass(frozen=True)
class _Kept:
    name: str
    kind: str
    file_sha: str
    provider_order: UUID
    org_unit: UUID


async def look_at(name: str, data: bytes, house: House) -> Looked:
    """Say what a file is by its bytes: a PDF as it came, or a picture drawn anew in a child.

    Raises:
        EvidenceUnreadable: ``rights.order_evidence_unreadable``.
        PictureTooLarge, PictureForeign, PaperUnreadable, PaperActive: of what it is.
        ReadingStopped, ReadingBusy: ``store.reading_…``.
    """
    if is_paper(data):
        expect_paper(data)
        return Looked(_named(name, PDF), PDF, data)
    try:
        picture = await drawn_apart(data, house)
    except PictureUnreadable as wrong:
        raise EvidenceUnreadable from wrong
    return Looked(_named(name, WEBP), WEBP, picture.data)


async def attach_evidence(ask: AttachEvidence, *, actor: Actor, work: Work) -> EvidenceAttached:
    """Keep a file beside an order within reach.

    Raises:
        OrderMissing: ``rights.order_missing``.
        EvidenceEnough: ``rights.order_evidence_enough``.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="rights.attach_evidence", answer=EvidenceAttached) as tx:
        if tx.earlier:
            return tx.earlier
        case = await lock_case(tx, ask.order, actor)
        if await OrderEvidence.filter(provider_order=ask.order).using_db(tx.conn).count() >= FILES_MAX:
            raise EvidenceEnough(FILES_MAX)
        ident, size, sha = EvidenceId(new_id()), len(ask.data), sha256_hex(ask.data)
        await OrderEvidence.create(
            using_db=tx.conn,
            id=ident,
            provider_order=ask.order,
            name=ask.name,
            kind=ask.kind,
            size_bytes=size,
            sha256=sha,
            file_sha=await asyncio.to_thread(_sealed, ask.data),
            by_staff=actor.id,
            at=tx.now,
        )
        facts = {"entitlement": str(case.right.id), "name": ask.name, "bytes": size, "sha": sha}
        tx.audit("rights.order_evidence_attached", str(ask.order), facts, org_unit=case.right.org_unit)
        return await tx.done(EvidenceAttached(ident, ask.name, size))


async def open_evidence(file: EvidenceId, *, actor: Actor, work: Work) -> Looked:
    """Give a file of an order within reach, and note who opened it.

    Raises:
        EvidenceMissing: ``rights.order_evidence_missing``.
    """
    actor.must("rights.view")
    async with work.job(actor) as tx:
        kept = await tx.one(_Kept, _OPENED, file)
        if kept is None or not kept.file_sha:
            raise EvidenceMissing
        actor.reach(kept.org_unit, EvidenceMissing())
        facts = {"name": kept.name}
        tx.audit("rights.order_evidence_opened", str(kept.provider_order), facts, org_unit=kept.org_unit)
    return Looked(kept.name, kept.kind, await asyncio.to_thread(_opened, kept.file_sha))


def _named(name: str, kind: str) -> str:
    """Give a file's own name, without folders, the ending of what it is."""
    own = name.replace("\\", "/").rpartition("/")[2]
    stem = own.rpartition(".")[0] or own
    return f"{stem[:NAME_MAX].strip() or 'evidence'}{_ENDS[kind]}"


def _sealed(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())


def _opened(file_sha: str) -> bytes:
    return open_sealed(get(file_sha).decode(), _SEALED)
