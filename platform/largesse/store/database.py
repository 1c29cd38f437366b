"""The database: Tortoise's pool and migrations; every application connection wears ``largesse_app``.

Invariant   two roles: migrations run as the owner, the application may do only what it was granted
Source      conventions: a JSON column travels as Python values both ways
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
import orjson
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection, get_connections
from tortoise.migrations.executor import MigrationExecutor

from largesse.kernel.settings import settings
from largesse.store import repeatable, versions
from largesse.store.partitions import MONTHS_AHEAD

APP_ROLE = "largesse_app"
_PACKAGE = Path(__file__).resolve().parents[1]
_MIGRATIONS = _PACKAGE / "migrations"
_LOCK = 0x1A26E55E


def credentials(dsn: str) -> dict[str, Any]:
    """Split a DSN into asyncpg's arguments, also one whose host is a socket folder (``?host=/run``)."""
    parts = urlsplit(dsn)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    found = {
        "host": query.pop("host", None) or parts.hostname,
        "port": int(query.pop("port", None) or parts.port or 5432),
        "user": query.pop("user", None) or unquote(parts.username or "") or "largesse",
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/") or "largesse",
        **({"ssl": query["sslmode"]} if query.get("sslmode") not in {None, "disable"} else {}),
    }
    return {name: value for name, value in found.items() if value is not None}


async def prepare(connection: asyncpg.Connection) -> None:
    """Let json and jsonb travel as Python values; text passes through, so ORM fields work too."""
    for name in ("json", "jsonb"):
        await connection.set_type_codec(name, schema="pg_catalog", encoder=_encode, decoder=orjson.loads)


async def _nothing_to_reset(connection: asyncpg.Connection) -> None:
    """Spare a round trip at each giving back: what we set ends with its transaction; asyncpg sees to that."""


def _encode(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _connections(dsn: str, *, role: str | None, pool_max: int) -> dict[str, Any]:
    server_settings = {"timezone": "UTC", "application_name": "largesse"}
    if role:
        server_settings["role"] = role
    known = credentials(dsn) | {
        "minsize": 1,
        "maxsize": pool_max,
        "server_settings": server_settings,
        "init": prepare,
        "reset": _nothing_to_reset,
    }
    return {"default": {"engine": "tortoise.backends.asyncpg", "credentials": known}}


def _apps(rooms: Sequence[str]) -> dict[str, Any]:
    return {
        room: {"models": models, "default_connection": "default"}
        for room in rooms
        if (models := _models(room))
    }


@cache
def _models(room: str) -> list[str]:
    """Name the modules of a room that hold models: every ``records.py`` in it."""
    paths = sorted((_PACKAGE / room).rglob("records.py"))
    return [".".join(("largesse", *path.relative_to(_PACKAGE).with_suffix("").parts)) for path in paths]


async def connect(
    rooms: Sequence[str], dsn: str = "", *, role: str | None = APP_ROLE, pool_max: int = 0
) -> BaseDBAsyncClient:
    """Open the pool of this process on the tables of these rooms; the caller closes it by ``disconnect``.

    A later pool of a process on the same tables only leads elsewhere: what all our tables look like is worked
    out once.
    """
    chosen = settings()
    address, most = dsn or chosen.database_address, pool_max or chosen.pool_max
    connections, apps = _connections(address, role=role, pool_max=most), _apps(rooms)
    if _closed_on(apps):
        get_connections().db_config.update(connections)
    else:
        config = {"connections": connections, "apps": apps, "use_tz": True, "timezone": "UTC"}
        await Tortoise.init(config=config, _enable_global_fallback=True)
    return get_connection("default")


async def disconnect() -> None:
    """Close the pool of this process; until the next one is opened nothing leads to a database."""
    connections = get_connections()
    await connections.close_all()
    connections.db_config.clear()


def _closed_on(apps: Iterable[str]) -> bool:
    """Tell whether this process had a pool on these tables and has closed it."""
    known = Tortoise.apps
    return known is not None and set(known) == set(apps) and not get_connections().db_config


@asynccontextmanager
async def connected(
    rooms: Sequence[str], dsn: str = "", *, role: str | None = APP_ROLE, pool_max: int = 0
) -> AsyncIterator[BaseDBAsyncClient]:
    """Open the pool for the length of a block."""
    client = await connect(rooms, dsn, role=role, pool_max=pool_max)
    try:
        yield client
    finally:
        await disconnect()


def migrations(rooms: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give the rooms that have migrations, bottom floor first."""
    found = dict.fromkeys(one.room for one in _versions(rooms))
    return {
        room: {"models": [], "migrations": f"largesse.migrations.{room}", "default_connection": "default"}
        for room in found
    }


async def migrate(rooms: Sequence[str], dsn: str = "") -> list[str]:
    """Bring the schema up to date as its owner; two that race wait for each other.

    Args:
        rooms: bottom floor first.
        dsn: the database; empty: the one of the settings.

    Returns:
        What was applied, in order: ``<room>.<name>`` of each migration, then the name of each repeatable.

    Raises:
        MigrationEdited: ``store.migration_edited``.
    """
    address = dsn or settings().database_address
    guard = await asyncpg.connect(**credentials(address))
    try:
        await guard.execute("select pg_advisory_lock($1)", _LOCK)
        await versions.must_stand(guard, _versions(rooms))
        await guard.execute(_ROLE_SQL)
        applied: list[str] = []
        if await versions.missing(guard, _versions(rooms)):
            async with connected(rooms, address, role=None, pool_max=2) as client:
                applied = await _apply(client, rooms)
        await versions.keep(guard, _versions(rooms))
        applied += await repeatable.apply(guard, _repeatables(rooms))
        with suppress(asyncpg.LockNotAvailableError):  # the tick makes them as soon as the table is free
            await guard.execute("select store_partitions_ahead($1, now())", MONTHS_AHEAD)
        return applied
    finally:
        await guard.close()


async def pending(client: BaseDBAsyncClient, rooms: Sequence[str]) -> int:
    """Count migrations that are not applied yet, and repeatables whose text is not the one applied last."""
    missing = await versions.waiting(client, _versions(rooms))
    return missing + await repeatable.outdated(client, _repeatables(rooms))


async def edited(client: BaseDBAsyncClient, rooms: Sequence[str]) -> list[str]:
    """Name the migrations whose file is not the text that was applied, as ``<room>.<name>``."""
    return await versions.edited(client, _versions(rooms))


def _versions(rooms: Sequence[str]) -> tuple[versions.Version, ...]:
    return versions.versions(_MIGRATIONS, tuple(rooms))


def _repeatables(rooms: Sequence[str]) -> tuple[repeatable.Repeatable, ...]:
    return repeatable.repeatables(_PACKAGE, tuple(rooms))


async def _apply(client: BaseDBAsyncClient, rooms: Sequence[str]) -> list[str]:
    applied: list[str] = []

    def note(step: str, room: str, name: str) -> None:
        if step == "apply_done":
            applied.append(f"{room}.{name}")

    await MigrationExecutor(client, migrations(rooms)).migrate(progress=note)
    await client.execute_query(f"grant select on tortoise_migrations to {APP_ROLE}")
    return applied


_ROLE_SQL = f"""
do $$ begin
  if not exists (select from pg_roles where rolname = '{APP_ROLE}') then
    create role {APP_ROLE} nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  grant {APP_ROLE} to current_user;
exception when insufficient_privilege then
  if not pg_has_role(current_user, '{APP_ROLE}', 'member') then raise; end if;
end $$;
grant usage on schema public to {APP_ROLE};
"""
