"""The pool of a process: the next one leads to its own database, and a closed one to none."""

import pytest
from tests.kit.application import APP
from tortoise.connection import get_connection
from tortoise.exceptions import ConfigurationError

from largesse.store import database

HERE = "select current_database() as name, current_user as role"


async def test_each_pool_leads_to_its_own_database_in_its_own_role_and_a_closed_one_to_none(servers, grown):
    told = []
    for name, role in (("postgres", None), (grown.database, database.APP_ROLE), ("postgres", None)):
        async with database.connected(APP.house.rooms, servers.dsn(name), role=role) as client:
            told += await client.execute_query_dict(HERE)
        with pytest.raises(ConfigurationError):
            get_connection("default")
    assert [one["name"] for one in told] == ["postgres", grown.database, "postgres"]
    assert [one["role"] == database.APP_ROLE for one in told] == [False, True, False]
