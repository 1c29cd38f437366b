"""A database of one's own: what must be true of it before our schema can live there. Only reads."""

import asyncpg

from largesse.embedded.doctor import Finding, Level
from largesse.store.database import APP_ROLE, credentials

MAJOR_MIN = 15
TIMEOUT_S = 5
QUESTIONS = """
select current_setting('server_version_num')::int / 10000 as major,
       current_setting('server_encoding') as encoding,
       current_setting('fsync') as fsync,
       current_user::text as owner,
       exists (select from pg_roles where rolname = $1) as app_exists,
       (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may_make_roles,
       exists (select from pg_roles where rolname = $1 and pg_has_role(oid, 'member')) as member,
       has_schema_privilege(current_user, 'public', 'create') as may_make_tables
"""


async def check_own_database(dsn: str) -> list[Finding]:
    """Ask the database at ``dsn`` what matters; an unreachable one is a finding too."""
    try:
        link = await asyncpg.connect(**credentials(dsn), timeout=TIMEOUT_S)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as no:
        return [Finding("bad", "embedded.database_unreachable", {"reason": str(no) or type(no).__name__})]
    try:
        seen = dict(await link.fetchrow(QUESTIONS, APP_ROLE))
    finally:
        await link.close()
    return judge(seen)


def judge(seen: dict[str, object]) -> list[Finding]:
    """Say what is wrong with what was seen; pure."""
    facts = {"owner": seen["owner"], "app": APP_ROLE, "major": seen["major"], "encoding": seen["encoding"]}
    one_role = seen["owner"] == APP_ROLE
    no_role = not seen["app_exists"] and not seen["may_make_roles"]
    not_member = bool(seen["app_exists"]) and not seen["member"] and not seen["may_make_roles"]
    wrong: list[tuple[bool, Level, str]] = [
        (int(str(seen["major"])) < MAJOR_MIN, "bad", "embedded.database_too_old"),
        (seen["encoding"] != "UTF8", "bad", "embedded.database_not_utf8"),
        (not seen["may_make_tables"], "bad", "embedded.database_no_create"),
        (no_role or not_member, "bad", "embedded.database_no_app_role"),
        (one_role, "warning", "embedded.database_one_role"),
        (seen["fsync"] != "on", "warning", "embedded.database_fsync_off"),
    ]
    found = [Finding(level, key, facts) for true, level, key in wrong if true]
    return found or [Finding("ok", "embedded.database_well", facts)]
