"""`largesse doctor`: what is wrong with this machine, and how to mend it."""

import asyncio
from contextlib import closing
from typing import Annotated

import typer
from redis import Redis, RedisError

from largesse.cli.production import refuse_demo
from largesse.cli.speech import say
from largesse.embedded.doctor import Finding, Setup, check_machine
from largesse.embedded.own_database import check_own_database
from largesse.embedded.schema import inspect
from largesse.identity.calendars.reads import LOADED_SPANS, WARNED_DAYS, covered_until, shipped_spans
from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Told
from largesse.kernel.settings import Settings, settings
from largesse.migrations import ROOMS

QUEUE_S = 5
MARKS = {"ok": "✓", "warning": "!", "bad": "✗"}


def command(
    database: Annotated[str, typer.Option(help="Look only at this database of your own (an address).")] = "",
) -> None:
    """Look at home, disk, programs, port and database; ends with 1 when something must be mended."""
    chosen = settings()
    found: list[Finding] = []
    if not database:
        own = bool(chosen.database_url), bool(chosen.redis_url)
        setup = Setup(
            chosen.home, chosen.host, chosen.port, *own, chosen.disk_min_mib, production=chosen.production
        )
        found += check_machine(setup)
        found += [_queue(chosen.redis_url)] if chosen.redis_url else []
        found += _links(chosen)
    address = database or chosen.database_url
    if address:
        found += asyncio.run(_look(address))
    found += _demo(chosen, address or chosen.database_address)
    for one in found:
        print(MARKS[one.level], end=" ")
        say(one.key, one.facts)
    raise typer.Exit(1 if any(one.level == "bad" for one in found) else 0)


def _queue(address: str) -> Finding:
    """Ask a Valkey of one's own; without it everything goes on, slower."""
    try:
        with closing(Redis.from_url(address, socket_timeout=QUEUE_S, socket_connect_timeout=QUEUE_S)) as link:
            link.ping()
    except (RedisError, OSError, ValueError) as no:
        return Finding("bad", "cli.queue_silent", {"reason": str(no).rstrip(".") or type(no).__name__})
    return Finding("ok", "cli.queue_well")


def _links(chosen: Settings) -> list[Finding]:
    """Tell where production would answer and link to this machine only, or in the clear."""
    if not chosen.production or chosen.public_url.startswith("https://"):
        return []
    return [Finding("warning", "cli.links_lead_here", {"base": chosen.base_url})]


def _demo(chosen: Settings, address: str) -> list[Finding]:
    """Tell of the demo where production would not start over it."""
    try:
        asyncio.run(refuse_demo(chosen, address))
    except Told as refusal:
        return [Finding("bad", refusal.code, refusal.facts())]
    return []


async def _look(address: str) -> list[Finding]:
    found = await check_own_database(address)
    if any(one.level == "bad" for one in found):
        return found
    found += await inspect(ROOMS, address)
    return found if any(one.level == "bad" for one in found) else found + await _calendar(address)


async def _calendar(address: str) -> list[Finding]:
    """Tell when the holiday calendar ends, or has ended: after it only weekends count."""
    import asyncpg

    from largesse.store.database import credentials

    try:
        link = await asyncpg.connect(**credentials(address), timeout=QUEUE_S)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return []  # that it does not answer was told above
    try:
        loaded = await link.fetch(LOADED_SPANS)
    except asyncpg.PostgresError:
        return []  # its schema is older, which was told above
    finally:
        await link.close()
    last = covered_until([*shipped_spans(), *(tuple(one) for one in loaded)])
    left = (last - day_in(now(), settings().zone)).days
    if left > WARNED_DAYS:
        return []
    return [Finding("warning", "cli.calendar_ends" if left >= 0 else "cli.calendar_over", {"day": str(last)})]
