"""The composition root: settings read once, rooms listed once, parts wired.

Invariant   the only module that knows every room; rooms never import it. A new room is one line in ``ROOMS``.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import strawberry
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from largesse.activities.room import ROOM as ACTIVITIES
from largesse.audience.room import ROOM as AUDIENCE
from largesse.graphql import face
from largesse.graphql.assemble import assemble
from largesse.identity.access import ROLES
from largesse.identity.room import ROOM as IDENTITY
from largesse.identity.sessions.sessions import COOKIES
from largesse.insight.room import ROOM as INSIGHT
from largesse.kernel.settings import settings
from largesse.media.room import ROOM as MEDIA
from largesse.notices.room import ROOM as NOTICES
from largesse.openplatform.room import ROOM as OPENPLATFORM
from largesse.play.refused.counter import refused
from largesse.play.room import ROOM as PLAY
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.room import ROOM as PLUGGING
from largesse.rights.room import ROOM as RIGHTS
from largesse.settlement.room import ROOM as SETTLEMENT
from largesse.store import database
from largesse.store.confined.readers import readers
from largesse.store.delivery import drain, relay_all
from largesse.store.demo import Stage
from largesse.store.extending import installed
from largesse.store.handlers import TICKS
from largesse.store.house import House
from largesse.store.outbox import CLASSES, Handlers, Tick
from largesse.store.room import Room, handlers_of, house_of, ticks_of
from largesse.store.work import Work
from largesse.web import (
    bookings,
    callbacks,
    clients,
    codes,
    console,
    counter,
    draws,
    elsewhere,
    events,
    left_out,
    media,
    order_evidence,
    pages,
    statements,
    uses,
)
from largesse.web.edge import application
from largesse.web.health import Health
from largesse.web.parts import Parts, nobody
from largesse.web.short import STATE, Short
from largesse.web.throttle import Throttle

ROOMS = (
    IDENTITY,
    MEDIA,
    PLUGGING,
    AUDIENCE,
    NOTICES,
    RIGHTS,
    ACTIVITIES,
    PLAY,
    SETTLEMENT,
    INSIGHT,
    OPENPLATFORM,
)
FACES = {"console": "/graphql/console", "client": "/graphql/client", "partner": "/open/graphql"}
WEB = (
    console,
    pages,
    draws,
    bookings,
    left_out,
    callbacks,
    clients,
    codes,
    counter,
    statements,
    uses,
    elsewhere,
    events,
    order_evidence,
    media,
)
_SUBJECTS = frozenset({*ROLES, "client", "app"})


@dataclass(frozen=True)
class App:
    """One process's house, the work in it, and what its rooms do on events and by the clock."""

    rooms: Sequence[Room] = ROOMS
    extensions: Sequence[object] = ()
    house: House = field(init=False)
    work: Work = field(init=False)

    def __post_init__(self) -> None:
        """Build the house of the rooms."""
        object.__setattr__(self, "house", house_of(self.rooms, _SUBJECTS, self.extensions))
        object.__setattr__(self, "work", Work(self.house))

    @cached_property
    def handlers(self) -> Handlers:
        """Who acts on which event."""
        return handlers_of(self.rooms)

    @cached_property
    def ticks(self) -> list[Tick]:
        """The work by the clock, the store's own first."""
        return [*TICKS, *ticks_of(self.rooms)]

    @cached_property
    def faces(self) -> dict[str, strawberry.Schema]:
        """The three schemas."""
        return {name: assemble([room.face(name) for room in self.rooms]) for name in FACES}

    async def settle(self, rounds_max: int = 50) -> None:
        """Relay and deliver in this process until nothing is due."""
        for _ in range(rounds_max):
            moved = await relay_all(self.work, self.handlers)
            moved += sum([await drain(self.work, self.handlers, klass) for klass in CLASSES])
            if not moved:
                return

    async def close(self) -> None:
        """Write down what was only counted, and end what this process started: plugins, readers of files."""
        await refused(self.work).close()
        await self.house.needed(INVOKER).close()
        readers(self.house).close()


def app() -> App:
    """Build the house of this process, with the extensions that its distributions bring."""
    return App(extensions=installed())


def web_app() -> Starlette:
    """Build one web process; uvicorn calls it once."""
    return serving(app())


def serving(made: App) -> Starlette:
    """Build the web application of a house."""
    redis = Redis.from_url(settings().redis_url, socket_timeout=2, socket_connect_timeout=2)

    throttles = throttles_of_faces()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[dict[str, Any]]:
        async with database.connected(made.house.rooms):
            yield {STATE: Short(made.work, _compiled(made, "client"), throttles.get("client"), settings())}
            await made.close()
        await redis.aclose()

    return application(web_routes(made, redis, throttles), lifespan)


def throttles_of_faces() -> dict[str, Throttle]:
    """Give each face's throttle, where the settings want any."""
    names = FACES if settings().throttle else ()
    return {name: Throttle(name, COOKIES["client" if name == "client" else "staff"]) for name in names}


def web_routes(made: App, redis: Redis, throttles: Mapping[str, Throttle] | None = None) -> list[BaseRoute]:
    """Give every route of a web process; ``throttles`` None: those that the settings want."""
    throttles = throttles_of_faces() if throttles is None else throttles
    parts = Parts(made.work)
    routes: list[BaseRoute] = [*Health(made.work, redis).routes(), *_faces(made, parts, throttles)]
    for module in WEB:
        routes += module.routes(parts)
    return routes


def _faces(made: App, parts: Parts, throttles: Mapping[str, Throttle]) -> list[Route]:
    who = {"console": parts.staff, "client": parts.client, "partner": nobody}
    routes = []
    for name, path in FACES.items():
        pace = throttles[name].wait_s if name in throttles else None
        one = face.Face(name, made.faces[name], made.work, who[name], _compiled(made, name), pace)
        routes.append(Route(path, one.answer, methods=face.METHODS))
    return routes


def _compiled(made: App, name: str) -> dict[str, Any]:
    compiled: dict[str, Any] = {}
    for room in made.rooms:
        compiled |= room.face(name).compiled()
    return compiled


async def demo(password: str) -> dict[str, Any]:
    """Seed the demo: each room through its own use cases, bottom floor first; then let the events run out."""
    made = app()
    stage = Stage(work=made.work, known={"demo.password": password})
    async with database.connected(made.house.rooms):
        for room in made.rooms:
            if room.demo is not None:
                await room.demo(stage)
                await made.settle()
        await made.close()
        async with made.work.read() as read:
            shown = await read.value(
                "select slug from activities_activity where id = $1", stage.known["activity.mid-autumn"]
            )
    return {"activity": shown}
