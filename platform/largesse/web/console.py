"""The console's shell: one HTML page for every address below ``/console``; its assets carry their hash."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.kernel.settings import STATIC
from largesse.web.parts import Parts

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    " font-src 'self'; connect-src 'self'; frame-src 'self' blob:; frame-ancestors 'self'; base-uri 'none';"
    " form-action 'self'; object-src 'none'"
)
_MISSING = "<!doctype html><meta charset=utf-8><title>Largesse</title><p>No console here yet: make up"


def routes(_parts: Parts) -> list[BaseRoute]:
    """Give the shell's routes."""
    return [
        Route("/", _home),
        Route("/console", _home),
        Route("/console/{path:path}", _shell),
    ]


async def _home(_request: Request) -> Response:
    return RedirectResponse("/console/", 303)


async def _shell(_request: Request) -> Response:
    path = STATIC / "console.html"
    if not path.exists():
        return HTMLResponse(_MISSING, 503)
    headers = {"content-security-policy": _POLICY, "cache-control": "no-cache"}
    return HTMLResponse(path.read_text("utf-8"), headers=headers)
