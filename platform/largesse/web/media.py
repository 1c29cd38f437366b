"""Pictures up from the studio, pictures down to phones.

Invariant   uploaded only from the console's own page by staff who may; shown to anybody, for ever, because
            an address is the hash of what it shows
"""

import asyncio
import re
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, NothingHere
from largesse.kernel.reasons import because
from largesse.media.draw import drawn_apart
from largesse.media.keep import NAME_MAX, KeepPicture, keep_picture
from largesse.media.picture import BYTES_MAX
from largesse.media.reads import is_picture
from largesse.store import blobs
from largesse.store.retry import retried
from largesse.web.parts import Parts, form_within

_SHA = re.compile(r"[0-9a-f]{64}")
_HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
}


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of pictures."""
    pictures = Pictures(parts)
    return [
        Route("/console/pictures", pictures.upload, methods=["POST"]),
        Route("/media/{sha}", pictures.show),
    ]


class Pictures:
    """The routes of one process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def upload(self, request: Request) -> Response:
        """Keep a picture and say how a component names it."""
        actor = await self._parts.own_staff(request)
        actor.must("media.keep_picture")
        async with form_within(request, BYTES_MAX, fields=2) as form:
            return JSONResponse(await self._kept(form, actor))

    async def show(self, request: Request) -> Response:
        """Give a picture's bytes."""
        sha = request.path_params["sha"]
        if not _SHA.fullmatch(sha):
            raise NothingHere
        if request.headers.get("if-none-match") == f'"{sha}"':
            return Response(status_code=304, headers=_HEADERS)
        async with self._parts.work.read() as read:
            if not await is_picture(read, sha):
                raise NothingHere
        data = await asyncio.to_thread(blobs.get, sha)
        return Response(data, media_type="image/webp", headers=_HEADERS | {"etag": f'"{sha}"'})

    async def _kept(self, form: FormData, actor: Actor) -> dict[str, Any]:
        file, key = form.get("file"), form.get("key")
        if not isinstance(file, UploadFile) or not isinstance(key, str):
            raise Malformed(because("kernel.reason.fields", names="file, key"), "file")
        picture = await drawn_apart(await file.read(BYTES_MAX + 1), self._parts.work.house)
        ask = KeepPicture(
            key=key,
            name=(file.filename or "picture").strip()[:NAME_MAX] or "picture",
            sha=await asyncio.to_thread(blobs.put, picture.data),
            width=picture.width,
            height=picture.height,
            size_bytes=len(picture.data),
        )
        kept = await retried(lambda: keep_picture(ask, actor=actor, work=self._parts.work))
        return {"address": kept.address, "url": f"/media/{ask.sha}", "width": ask.width, "height": ask.height}
