"""Upload of a file of clients: multipart, staff only; the import itself runs in the background."""

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.audience.imports.client_file import BYTES_MAX
from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.records import IMPORT
from largesse.kernel.errors import Malformed, Told
from largesse.kernel.ids import text_id
from largesse.web.parts import Parts, limited, refused

_ENVELOPE = 10_000


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the upload's route."""

    async def upload(request: Request) -> Response:
        try:
            return await _upload(request, parts)
        except Told as no:
            return refused(no, request)

    return [Route("/console/clients/import", upload, methods=["POST"])]


async def _upload(request: Request, parts: Parts) -> Response:
    actor = await parts.own_staff(request)
    actor.must("audience.import_clients")
    if int(request.headers.get("content-length") or BYTES_MAX * 2) > BYTES_MAX + _ENVELOPE:
        raise Malformed("a file of at most 20 MB, with its length in the header", "file")
    try:
        async with limited(request, BYTES_MAX + _ENVELOPE).form(max_files=1, max_fields=4) as form:
            file, key = form.get("file"), form.get("key")
            if not isinstance(file, UploadFile) or not isinstance(key, str):
                raise Malformed("file and key", "file")
            data, dry = await file.read(), form.get("dry_run") == "true"
    except HTTPException as error:
        raise Malformed("multipart/form-data of at most 20 MB", "file") from error
    ask = ImportClients(key=key, file_name=file.filename or "", data=data, dry_run=dry)
    taken = await import_clients(ask, actor=actor, work=parts.work)
    return JSONResponse({"import": text_id(IMPORT, taken.ident)}, 202)
