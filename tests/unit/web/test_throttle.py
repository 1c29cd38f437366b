"""A session has its own pace; an address has a share and what is to spare, and locks nobody out."""

import pytest
from starlette.requests import Request

from largesse.identity.sessions.sessions import marked, new_token
from largesse.web import throttle
from largesse.web.throttle import ADDRESS_TIMES, SPARE_TIMES, Pace, Throttle

BURST = 2
SHARE, SPARE = BURST * ADDRESS_TIMES, BURST * SPARE_TIMES
FLOOD = 3 * (SHARE + SPARE)
"""More than a slow machine lets grow back meanwhile."""


@pytest.fixture
def limits(monkeypatch):
    """A face whose paces hardly grow back while a test runs."""
    monkeypatch.setitem(throttle.PACES, "client", Pace(per_minute=1, burst=BURST))
    return Throttle("client", "lg_client")


async def passed(limits, times, address="203.0.113.9", token=""):
    """Ask so often; gives how many requests passed."""
    headers = [(b"cookie", f"lg_client={token}".encode())] if token else []
    scope = {"type": "http", "headers": headers, "client": (address, 4711)}
    waits = [await limits.wait_s(Request(scope)) for _ in range(times)]
    assert all(one >= 1 for one in waits if one)
    return waits.count(0)


async def test_many_sessions_behind_one_address_have_a_pace_each(limits):
    crowd = [new_token() for _ in range(FLOOD)]
    assert [await passed(limits, 1, token=one) for one in crowd] == [1] * len(crowd)
    assert await passed(limits, FLOOD, token=crowd[0]) < FLOOD


async def test_a_made_up_session_is_none(limits):
    token = new_token()
    assert marked(token)
    for other in (
        "x" * 40,
        token[:-1],
        f"{'b' if token[0] == 'a' else 'a'}{token[1:]}",
        token.partition(".")[0],
        "ü.ü",
    ):
        assert not marked(other)
    made_up = [f"{n:06d}{'0' * 34}" for n in range(FLOOD)]  # each unlike the others from its first letters on
    assert sum([await passed(limits, 1, token=one) for one in made_up]) < FLOOD


async def test_an_address_beyond_its_share_takes_what_is_to_spare_and_no_other_address_its_own(limits):
    assert await passed(limits, SHARE + SPARE, "203.0.113.1") == SHARE + SPARE
    assert await passed(limits, FLOOD, "203.0.113.1") < FLOOD
    assert await passed(limits, SHARE, "203.0.113.2") == SHARE
