"""What a module of routes is given: it exports ``routes(parts) -> list[BaseRoute]``."""

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from largesse.identity.recognise import recognition
from largesse.identity.sessions import COOKIES, SubjectKind, actor_of
from largesse.kernel.actor import Actor
from largesse.kernel.work import Work


@dataclass(frozen=True)
class Parts:
    """The parts of this process. ``ports`` holds what rooms offer each other by name."""

    work: Work
    ports: dict[str, Any] = field(default_factory=dict)

    async def staff(self, request: Request) -> Actor | None:
        """Find the member of staff behind a request's cookie."""
        return await self._actor(request, "staff")

    async def client(self, request: Request) -> Actor | None:
        """Find the client behind a request's cookie, together with those who ask in the same moment."""
        token = request.cookies.get(COOKIES["client"])
        return await recognition(self.work).client(token) if token else None

    async def _actor(self, request: Request, kind: SubjectKind) -> Actor | None:
        token = request.cookies.get(COOKIES[kind])
        actor = await actor_of(self.work, token) if token else None
        return actor if actor is not None and actor.kind == kind else None


async def nobody(_request: Request) -> Actor | None:
    """Find nobody: for faces that have no sessions of their own yet."""
    return None
