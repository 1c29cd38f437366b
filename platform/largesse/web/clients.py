"""Upload of a file of clients: multipart, staff only; the import itself runs in the background."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.audience.imports.client_file import BYTES_MAX
from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.records import IMPORT
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.store.retry import retried
from largesse.web.parts import Parts, form_within


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the upload's route."""

    async def upload(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("audience.import_clients")
        async with form_within(request, BYTES_MAX, fields=4) as form:
            file, key = form.get("file"), form.get("key")
            if not isinstance(file, UploadFile) or not isinstance(key, str):
                raise Malformed("file and key", "file")
            data, dry = await file.read(), form.get("dry_run") == "true"
        ask = ImportClients(key=key, file_name=file.filename or "", data=data, dry_run=dry)
        taken = await retried(lambda: import_clients(ask, actor=actor, work=parts.work))
        return JSONResponse({"import": text_id(IMPORT, taken.ident)}, 202)

    return [Route("/console/clients/import", upload, methods=["POST"])]
