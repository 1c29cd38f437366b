"""Files of evidence up to an order, and down to whoever may see it.

Invariant   a file leaves as an attachment that no cache keeps and no page of ours runs
"""

from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import visible
from largesse.media.picture import BYTES_MAX
from largesse.rights.entitlements.entitlement import ORDER
from largesse.rights.order_queue.act import OPERATION
from largesse.rights.order_queue.evidence import (
    EVIDENCE,
    AttachEvidence,
    attach_evidence,
    look_at,
    open_evidence,
)
from largesse.rights.order_queue.records import EvidenceId
from largesse.rights.orders.records import OrderId
from largesse.store.retry import retried
from largesse.web.parts import Parts, form_within
from largesse.web.row_files import about

_HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, no-store",
}


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of evidence."""
    evidence = Evidence(parts)
    return [
        Route("/console/order-evidence/{order}", evidence.attach, methods=["POST"]),
        Route("/files/order-evidence/{file}", evidence.show),
    ]


class Evidence:
    """The routes of one process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def attach(self, request: Request) -> Response:
        """Keep a file beside an order."""
        actor = await self._parts.own_staff(request)
        actor.must(OPERATION)
        order = OrderId(parse_id(ORDER, about(request), "order"))
        async with form_within(request, BYTES_MAX, fields=2) as form:
            return JSONResponse(await self._attached(form, order, actor), 201)

    async def show(self, request: Request) -> Response:
        """Give a file."""
        actor = await self._parts.own_staff(request)
        file = EvidenceId(parse_id(EVIDENCE, about(request), "file"))
        opened = await open_evidence(file, actor=actor, work=self._parts.work)
        named = {"content-disposition": f"attachment; filename*=UTF-8''{quote(opened.name, safe='')}"}
        return Response(opened.data, media_type=opened.kind, headers=_HEADERS | named)

    async def _attached(self, form: FormData, order: OrderId, actor: Actor) -> dict[str, str | int]:
        file, key = form.get("file"), form.get("key")
        if not isinstance(file, UploadFile) or not isinstance(key, str):
            raise Malformed(because("kernel.reason.fields", names="file, key"), "file")
        name, data = visible(file.filename or ""), await file.read(BYTES_MAX + 1)
        seen = await look_at(name, data, self._parts.work.house)
        ask = AttachEvidence(key=key, order=order, name=seen.name, kind=seen.kind, data=seen.data)
        kept = await retried(lambda: attach_evidence(ask, actor=actor, work=self._parts.work))
        return {"id": text_id(EVIDENCE, kept.file), "name": kept.name, "sizeBytes": kept.size_bytes}
