"""What a module of routes is given: it exports ``routes(parts) -> list[BaseRoute]``."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from largesse.faces.context import own_page
from largesse.identity.sessions.recognise import recognition
from largesse.identity.sessions.sessions import COOKIES, SubjectKind, actor_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import ForeignOrigin, Malformed, NotSignedIn, TooLarge
from largesse.kernel.reasons import because
from largesse.store.work import Work

ENVELOPE_MAX = 2**16  # what a form holds around its file


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
            ForeignOrigin: ``kernel.foreign_origin``: a page of another site asks in his name.
            NotSignedIn: ``kernel.not_signed_in``.
        """
        if not own_page(request):
            raise ForeignOrigin
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


def limited(request: Request, bytes_max: int) -> Request:
    """Give the same request, whose body breaks off as TooLarge where it grows larger, whatever it tells."""
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > bytes_max:
            raise TooLarge(bytes_max)
        return message

    return Request(request.scope, receive)


async def body_within(request: Request, bytes_max: int) -> bytes:
    """Read a body.

    Raises:
        TooLarge: ``kernel.too_large``.
    """
    return await limited(request, bytes_max).body()


@asynccontextmanager
async def form_within(request: Request, file_max: int, *, fields: int) -> AsyncIterator[FormData]:
    """Read a form with at most one file of ``file_max`` bytes and so many fields.

    Raises:
        TooLarge: ``kernel.too_large``: what was told or what came is more.
        Malformed: ``kernel.malformed`` at ``file``: it is no form of this kind.
    """
    whole_max = file_max + ENVELOPE_MAX
    if int(request.headers.get("content-length") or 0) > whole_max:
        raise TooLarge(file_max)
    try:
        form = await limited(request, whole_max).form(max_files=1, max_fields=fields)
    except HTTPException as error:
        raise Malformed(because("kernel.reason.form", detail=error.detail), "file") from error
    try:
        yield form
    finally:
        await form.close()


async def nobody(_request: Request) -> Actor | None:
    """Find nobody: for faces that have no sessions of their own yet."""
    return None
