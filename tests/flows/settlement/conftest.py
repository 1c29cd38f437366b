"""The demo's house, peopled and stocked, with its statement loaded; cloned for each test."""

from types import SimpleNamespace

import pytest
from tests.kit.application import APP
from tests.kit.seed import Seed, delivered

from largesse.audience import demo as clients
from largesse.faces.context import Context
from largesse.identity import demo as people
from largesse.rights import demo as register
from largesse.settlement import demo
from largesse.store.demo import Stage


@pytest.fixture(scope="session")
def seed() -> Seed:
    return Seed("settlement", delivered(people, clients, register, demo, demo))


@pytest.fixture
def stage(house) -> Stage:
    return house.stage


@pytest.fixture(scope="session")
def face():
    return APP.faces["console"]


@pytest.fixture
def asked(house, face):
    """Ask the console as one of the demo's people; gives data and errors."""

    async def run(query, who="finance", **variables):
        request = SimpleNamespace(client=SimpleNamespace(host="10.0.0.9"), cookies={})
        actor = house.known[f"staff.{who}"]
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
