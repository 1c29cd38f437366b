"""Before anything starts: production and the demo exclude each other, in the settings and in the database.

Invariant   each door of the demo asks the settings again, so that another way to it is shut too
"""

from largesse.embedded.refusals import DemoDatabase, DemoInProduction
from largesse.identity.demo_people import EMAILS, HAS_DEMO_STAFF, HAS_STAFF
from largesse.kernel.settings import Settings

TIMEOUT_S = 10


def wants_demo(chosen: Settings, asked: bool | None) -> bool:
    """Tell whether this start opens the demo: as asked, as set, else with the embedded database only.

    Args:
        chosen: the settings.
        asked: what the command line said; None leaves it to the settings.

    Raises:
        DemoInProduction: ``embedded.demo_in_production``.
    """
    told = "demo_wanted" in chosen.model_fields_set
    wanted = chosen.demo_wanted if asked is None and told else asked
    if chosen.production:
        if wanted:
            raise DemoInProduction
        return False
    return not chosen.database_url if wanted is None else wanted


async def refuse_demo(chosen: Settings, address: str) -> None:
    """Let a program of production start over a database of its own only; one that is silent is not asked.

    Raises:
        DemoInProduction: ``embedded.demo_in_production``.
        DemoDatabase: ``embedded.demo_database``.
    """
    wants_demo(chosen, None)
    if not chosen.production:
        return
    import asyncpg

    from largesse.store.database import credentials

    found = credentials(address)
    try:
        link = await asyncpg.connect(**found, timeout=TIMEOUT_S)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return
    try:
        demo = await link.fetchval(HAS_STAFF) and await link.fetchval(HAS_DEMO_STAFF, list(EMAILS))
    finally:
        await link.close()
    if demo:
        raise DemoDatabase(f"{found.get('host', '')}:{found['port']}/{found['database']}")
