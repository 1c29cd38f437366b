"""Where providers call back: ``POST /callbacks/{installation}/{path}``, any body up to 256 KiB."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.kernel.errors import NothingHere
from largesse.plugging.callbacks.receive import BODY_MAX, receive_callback
from largesse.plugging.calls.invoke import INVOKER
from largesse.web.parts import Parts, body_within
from largesse_sdk.values import RawRequest


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the one route."""

    async def receive(request: Request) -> Response:
        try:
            installation = UUID(request.path_params["installation"])
        except ValueError as error:
            raise NothingHere from error
        body = await body_within(request, BODY_MAX)
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
