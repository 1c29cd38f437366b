"""A database that the settings name: what it needs before our schema can be made there. Only reads."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class DatabaseState:
    """The row that ``QUESTIONS`` gives."""

    major: int
    encoding: str
    fsync: str
    owner: str
    app_exists: bool
    may_make_roles: bool
    member: bool
    may_make_tables: bool


async def check_own_database(dsn: str) -> list[Finding]:
    """Check the database at ``dsn``; one that cannot be reached is a finding too."""
    try:
        connection = await asyncpg.connect(**credentials(dsn), timeout=TIMEOUT_S)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return [
            Finding("bad", "embedded.database_unreachable", {"reason": str(error) or type(error).__name__})
        ]
    try:
        state = DatabaseState(**await connection.fetchrow(QUESTIONS, APP_ROLE))
    finally:
        await connection.close()
    return findings_of(state)


def findings_of(state: DatabaseState) -> list[Finding]:
    """Say what is wrong with a database; pure."""
    facts = {"owner": state.owner, "app": APP_ROLE, "major": state.major, "encoding": state.encoding}
    one_role = state.owner == APP_ROLE
    no_role = not state.app_exists and not state.may_make_roles
    not_member = state.app_exists and not state.member and not state.may_make_roles
    wrong: list[tuple[bool, Level, str]] = [
        (state.major < MAJOR_MIN, "bad", "embedded.database_too_old"),
        (state.encoding != "UTF8", "bad", "embedded.database_not_utf8"),
        (not state.may_make_tables, "bad", "embedded.database_no_create"),
        (no_role or not_member, "bad", "embedded.database_no_app_role"),
        (one_role, "warning", "embedded.database_one_role"),
        (state.fsync != "on", "warning", "embedded.database_fsync_off"),
    ]
    found = [Finding(level, key, facts) for true, level, key in wrong if true]
    return found or [Finding("ok", "embedded.database_well", facts)]
