"""What anybody may save of an activity's draws, as JSON: commitments; at the end seeds, odds and the seal."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.activities.lifecycle.reads import published
from largesse.kernel.canonical import dumps
from largesse.kernel.errors import NothingHere
from largesse.play.seals.public import commitment_of
from largesse.store.work import Work
from largesse.web.parts import Parts


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the route of the public commitments."""
    return [Route("/a/{slug}/draws.json", Draws(parts.work).public)]


class Draws:
    """The commitments, over the work of this process."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def public(self, request: Request) -> Response:
        """Give what is public now.

        Raises:
            NothingHere: nothing of this name is out.
        """
        slug = request.path_params["slug"]
        if "\0" in slug:
            raise NothingHere
        async with self._work.read() as read:
            shown = await published(read, slug)
            if shown is None:
                raise NothingHere
            told = await commitment_of(read, shown)
        return Response(dumps(told), media_type="application/json", headers={"cache-control": "no-cache"})
