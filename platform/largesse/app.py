"""The composition root: settings read once, parts wired, handlers, ticks and ports registered.

Invariant   the only module that knows every room; rooms never import it
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import strawberry
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from largesse.graphql.assemble import assemble
from largesse.graphql.face import Face
from largesse.identity.sessions.sessions import COOKIES
from largesse.kernel.actor import register_access
from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings
from largesse.plugging.calls.invoke import Invoker, current, use
from largesse.store import database
from largesse.store.delivery import drain, relay_all
from largesse.store.demo import Stage
from largesse.store.outbox import CLASSES, Handler, Handlers, Tick, TwoStep
from largesse.store.work import Work
from largesse.web.health import Health
from largesse.web.parts import Parts, nobody
from largesse.web.throttle import Throttle
from largesse.web.tracing import Tracing

ROOMS = (
    "identity",
    "media",
    "plugging",
    "audience",
    "notices",
    "rights",
    "activities",
    "play",
    "settlement",
)
WEB = ("console", "pages", "callbacks", "clients", "counter", "statements", "media")


def part(room: str, name: str) -> ModuleType | None:
    """Give ``largesse.<room>.<name>`` where a room has it."""
    full = f"largesse.{room}.{name}"
    return import_module(full) if find_spec(full) else None


@cache
def register_everything() -> None:
    """Register access maps and ports of every room; the second call does nothing."""
    for room in ROOMS:
        access = part(room, "access")
        if access is not None:
            register_access(access.ACCESS)
    for room in ROOMS:
        ports = part(room, "ports")
        if ports is not None:
            ports.register()


@cache
def handlers() -> Handlers:
    """Give who acts on which event, over all rooms."""
    found: dict[str, list[Handler | TwoStep]] = {}
    by_name: dict[str, Handler | TwoStep] = {}
    for room in ROOMS:
        for topic, listed in getattr(part(room, "handlers"), "HANDLERS", {}).items():
            for one in listed:
                if by_name.setdefault(one.name, one) is not one:
                    raise Broken(f"two handlers are called {one.name}")
                found.setdefault(topic, []).append(one)
    return found


@cache
def ticks() -> list[Tick]:
    """Give the work by the clock, over all rooms."""
    found: list[Tick] = []
    for room in ("store", *ROOMS):
        found += getattr(part(room, "handlers"), "TICKS", [])
    return found


def faces() -> dict[str, strawberry.Schema]:
    """Assemble the three schemas; every room's module is loaded first, so that all extensions are known."""
    names = ("console", "client", "partner")
    loaded = {name: [module for room in ROOMS if (module := part(room, name))] for name in names}
    return {name: assemble(modules) for name, modules in loaded.items()}


@cache
def ports() -> dict[str, Any]:
    """Give what rooms offer each other in this process, by name."""
    use(Invoker(Work()))
    found: dict[str, Any] = {}
    for room in ROOMS:
        offer = getattr(part(room, "ports"), "offer", None)
        if offer is not None:
            found |= offer()
    return found


def web_app() -> Starlette:
    """Build one web process; uvicorn calls it once."""
    register_everything()
    work = Work()
    redis = Redis.from_url(settings().redis_url, socket_timeout=2, socket_connect_timeout=2)
    parts = Parts(work, ports())
    health = Health(work, redis)
    schemas = faces()
    who = {"console": parts.staff, "client": parts.client, "partner": nobody}
    paths = {"console": "/graphql/console", "client": "/graphql/client", "partner": "/open/graphql"}
    limited = settings().throttle
    routes: list[BaseRoute] = list(health.routes())
    for name, schema in schemas.items():
        pace = Throttle(name, COOKIES["client" if name == "client" else "staff"]).wait_s if limited else None
        fast = getattr(part("play", "fast"), "FAST", {}) if name == "client" else {}
        face = Face(name, schema, work, who[name], parts.ports, fast, pace)
        routes.append(Route(paths[name], face.answer, methods=["POST"]))
    for name in WEB:
        module = part("web", name)
        if module is not None:
            routes += module.routes(parts)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with database.connected():
            yield
            await current().close()
        await redis.aclose()

    return Starlette(routes=routes, middleware=[Middleware(Tracing)], lifespan=lifespan)


async def demo(password: str) -> dict[str, Any]:
    """Seed the demo: each room through its own use cases, bottom floor first; then let the events run out."""
    register_everything()
    ports()
    stage = Stage(work=Work(), known={"demo.password": password})
    async with database.connected():
        for room in ROOMS:
            seed = getattr(part(room, "demo"), "seed", None)
            if seed is not None:
                await seed(stage)
                await settle(stage.work)
        await current().close()
        async with stage.work.read() as read:
            shown = await read.value(
                "select slug from activities_activity where id = $1", stage.known["activity.mid-autumn"]
            )
    return {"activity": shown}


async def settle(work: Work, rounds_max: int = 50) -> None:
    """Relay and deliver in this process until nothing is due."""
    for _ in range(rounds_max):
        moved = await relay_all(work, handlers())
        moved += sum([await drain(work, handlers(), klass) for klass in CLASSES])
        if not moved:
            return
