"""The demo's house, peopled and stocked, with its statement loaded; cloned for each test."""

import asyncio
from types import SimpleNamespace

import asyncpg
import pytest

from largesse.app import settle
from largesse.audience import demo as clients
from largesse.faces.context import Context
from largesse.graphql.assemble import assemble
from largesse.identity import console as people_face
from largesse.identity import demo as people
from largesse.rights import console as rights_face
from largesse.rights import demo as register
from largesse.settlement import console as settlement_face
from largesse.settlement import demo
from largesse.store import database
from largesse.store.demo import Stage
from largesse.store.work import Work


@pytest.fixture(scope="session")
def stage() -> Stage:
    return Stage(Work())


@pytest.fixture(scope="session")
def template(servers, template, stage) -> str:
    """The migrated template with the demo in it, seeded once for this folder."""
    name = "template_settlement_demo"

    async def make() -> None:
        owner = await asyncpg.connect(servers.dsn("postgres"))
        await owner.execute(f'create database "{name}" template "{template}" strategy file_copy')
        await owner.close()
        async with database.connected(servers.dsn(name), pool_max=4):
            for room in (people, clients, register, demo, demo):
                await room.seed(stage)
                await settle(stage.work)

    asyncio.run(make())
    return name


@pytest.fixture(scope="session")
def face():
    return assemble([people_face, rights_face, settlement_face])


@pytest.fixture
def asked(house, stage, face):
    """Ask the console as one of the demo's people; gives data and errors."""

    async def run(query, who="finance", **variables):
        request = SimpleNamespace(client=SimpleNamespace(host="10.0.0.9"), cookies={})
        actor = stage.known[f"staff.{who}"]
        context = Context(request=request, work=house.work, actor=actor, locale="zh-CN", trace="t")
        return await face.execute(query, variable_values=variables, context_value=context)

    return run


@pytest.fixture
def ask(asked):
    """Ask the console and expect an answer."""

    async def run(query, who="finance", **variables):
        result = await asked(query, who, **variables)
        assert not result.errors, result.errors
        return next(iter(result.data.values()))

    return run
