"""Upload of a file of clients by staff: looked at before it is kept, imported in the background.

Invariant   a preview keeps nothing, and shows personal cells masked
"""

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.audience.imports.client_file import BYTES_MAX
from largesse.audience.imports.import_clients import NAME_MAX, ImportClients, import_clients
from largesse.audience.imports.preview import preview
from largesse.audience.imports.records import IMPORT
from largesse.faces.context import locale_of
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import visible
from largesse.store.retry import retried
from largesse.web.parts import Parts, form_within


@dataclass(frozen=True)
class _Sent:
    """What came: the file, its name, whether nothing shall be written."""

    key: str
    name: str
    data: bytes
    dry_run: bool


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the upload's routes."""

    async def upload(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("audience.import_clients")
        async with form_within(request, BYTES_MAX, fields=4) as form:
            sent = await _sent(form)
        ask = ImportClients(key=sent.key, file_name=sent.name, data=sent.data, dry_run=sent.dry_run)
        taken = await retried(lambda: import_clients(ask, actor=actor, work=parts.work))
        return JSONResponse({"import": text_id(IMPORT, taken.ident)}, 202)

    async def look(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("audience.import_clients")
        async with form_within(request, BYTES_MAX, fields=4) as form:
            sent = await _sent(form)
        return JSONResponse(await preview(sent.data, locale_of(request), parts.work.house))

    return [
        Route("/console/clients/import", upload, methods=["POST"]),
        Route("/console/clients/preview", look, methods=["POST"]),
    ]


async def _sent(form: FormData) -> _Sent:
    file, key = form.get("file"), form.get("key")
    if not isinstance(file, UploadFile) or not isinstance(key, str):
        raise Malformed(because("kernel.reason.fields", names="file, key"), "file")
    name = visible(file.filename or "").strip()[:NAME_MAX] or "clients"
    return _Sent(key, name, await file.read(BYTES_MAX + 1), form.get("dry_run") == "true")
