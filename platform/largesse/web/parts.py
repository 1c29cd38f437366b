"""What a module of routes is given: it exports ``routes(parts) -> list[BaseRoute]``."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message

from largesse.faces.context import locale_of, own_page
from largesse.identity.sessions.recognise import recognition
from largesse.identity.sessions.sessions import COOKIES, SubjectKind, actor_of
from largesse.kernel.actor import Actor
from largesse.kernel.copy import told
from largesse.kernel.errors import Malformed, Missing, NotSignedIn, Told
from largesse.store.work import Work


@dataclass(frozen=True)
class Parts:
    """The parts of this process."""

    work: Work

    async def staff(self, request: Request) -> Actor | None:
        """Find the member of staff behind a request's cookie."""
        return await self._actor(request, "staff")

    async def own_staff(self, request: Request) -> Actor:
        """Find the member of staff who asks from a page of ours.

        Raises:
            Malformed: ``kernel.malformed`` at ``origin``: another site asks in his name.
            NotSignedIn: ``kernel.not_signed_in``.
        """
        if not own_page(request):
            raise Malformed("a foreign origin", "origin")
        actor = await self.staff(request)
        if actor is None:
            raise NotSignedIn
        return actor

    async def client(self, request: Request) -> Actor | None:
        """Find the client behind a request's cookie, together with those who ask in the same moment."""
        token = request.cookies.get(COOKIES["client"])
        return await recognition(self.work).client(token) if token else None

    async def _actor(self, request: Request, kind: SubjectKind) -> Actor | None:
        token = request.cookies.get(COOKIES[kind])
        actor = await actor_of(self.work, token) if token else None
        return actor if actor is not None and actor.kind == kind else None


def refused(no: Told, request: Request) -> Response:
    """Tell a refusal to a script of our page, in the request's language."""
    status = 401 if isinstance(no, NotSignedIn) else 404 if isinstance(no, Missing) else 422
    body = {"code": no.code, "message": told(no, locale_of(request)), "path": no.path, "facts": no.facts()}
    return JSONResponse(body, status)


def limited(request: Request, bytes_max: int) -> Request:
    """Give the same request, whose body breaks off as HTTP 413 where it grows larger, whatever it tells."""
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > bytes_max:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)


async def body_within(request: Request, bytes_max: int) -> bytes | None:
    """Read a body; None once it is larger."""
    try:
        return await limited(request, bytes_max).body()
    except HTTPException:
        return None


async def nobody(_request: Request) -> Actor | None:
    """Find nobody: for faces that have no sessions of their own yet."""
    return None
