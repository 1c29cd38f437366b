"""Where providers call back: ``POST /callbacks/{installation}/{path}``, any body up to 256 KiB."""

import asyncio
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.plugging.callbacks.receive import BODY_MAX, receive_callback
from largesse.plugging.calls.invoke import INVOKER
from largesse.web.parts import Parts, body_within
from largesse_sdk.values import RawRequest

BODY_S = 15.0


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the one route."""

    async def receive(request: Request) -> Response:
        try:
            installation = UUID(request.path_params["installation"])
        except ValueError:
            return Response(status_code=404)
        try:
            async with asyncio.timeout(BODY_S):
                body = await body_within(request, BODY_MAX)
        except TimeoutError:
            return Response(status_code=408)
        if body is None:
            return Response(status_code=413)
        raw = RawRequest(
            method=request.method,
            path=f"/{request.path_params['path']}",
            headers={name.lower(): value for name, value in request.headers.items()},
            body=body,
            peer=request.client.host if request.client else "",
        )
        answer = await receive_callback(parts.work, parts.work.house.needed(INVOKER), installation, raw)
        return Response(answer.body, status_code=answer.status, headers=answer.headers)

    return [Route("/callbacks/{installation}/{path:path}", receive, methods=["POST"])]
