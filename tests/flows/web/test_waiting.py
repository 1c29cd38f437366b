"""Who sends slowly holds a connection for a stated time, never for good; who is slow but steady is served."""

import asyncio

import pytest
from tests.kit.site import site

pytestmark = pytest.mark.slow
HEADER_S, BODY_S = 2, 2
LATEST_S = 30
"""Long after it is due on a loaded machine, and long before a test is given up."""
POST = (
    b"POST /graphql/client HTTP/1.1\r\nHost: x\r\n"
    b"Content-Type: application/json\r\nContent-Length: 40000\r\n\r\n"
)
HEALTHY = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(scope="module")
async def port(ground):
    with site(ground, LARGESSE_HEADER_S=str(HEADER_S), LARGESSE_BODY_S=str(BODY_S)) as address:
        yield int(address.rpartition(":")[2])


async def told_until_closed(port, *pieces, drip=b""):
    """Send the pieces, then a drip five times a second; give what was said until the other side closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def dripping():
        while drip:
            writer.write(drip)
            await asyncio.sleep(0.2)

    drops, said = asyncio.create_task(dripping()), b""
    try:
        for piece in pieces:
            writer.write(piece)
        async with asyncio.timeout(LATEST_S):
            while some := await reader.read(65_536):
                said += some
    except ConnectionResetError:
        pass  # a drop met a closed door; what was said before is kept
    finally:
        drops.cancel()
        writer.close()
    return said


async def test_headers_that_come_byte_by_byte_are_given_up(port):
    said = await told_until_closed(port, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", drip=b"a")
    assert said.startswith(b"HTTP/1.1 408 ")


async def test_who_connects_and_says_nothing_is_let_go(port):
    assert await told_until_closed(port) == b""


async def test_lines_without_anything_in_them_keep_no_connection(port):
    said = await told_until_closed(port, HEALTHY, drip=b"\r\n")
    assert said.count(b"HTTP/1.1 200 ") == 1


async def test_the_headers_of_the_next_request_are_on_the_clock_too(port):
    said = await told_until_closed(port, HEALTHY, b"GET / HTTP/1.1\r\nX-Slow: ", drip=b"a")
    assert said.count(b"HTTP/1.1 200 ") == 1
    assert b"HTTP/1.1 408 " in said


async def test_headers_without_end_are_refused(port):
    more = [b"X-More: " + b"a" * 8000 + b"\r\n"] * 2000
    said = await told_until_closed(port, b"GET / HTTP/1.1\r\n", *more)
    assert said.startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("path", [b"/graphql/client", b"/open/v1/redemptions", b"/counter/tea"])
@pytest.mark.parametrize("drip", [b"", b" "], ids=["never", "byte by byte"])
async def test_a_body_that_does_not_come_is_given_up_on_every_route(port, path, drip):
    said = await told_until_closed(port, POST.replace(b"/graphql/client", path), drip=drip)
    assert said.startswith((b"HTTP/1.1 408 ", b"HTTP/1.1 401 ", b"HTTP/1.1 403 "))


async def test_the_rest_of_a_body_that_nobody_reads_holds_no_connection(port):
    said = await told_until_closed(port, POST.replace(b"/graphql/client", b"/nothing-here"), drip=b" ")
    assert said.startswith(b"HTTP/1.1 404 ")


async def test_a_body_that_is_slow_but_steady_arrives(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(POST)
    for _ in range(10):
        writer.write(b" " * 4000)
        await asyncio.sleep(0.3)
    async with asyncio.timeout(LATEST_S):
        said = await reader.read(200)
    writer.close()
    assert said.startswith(b"HTTP/1.1 400 ")
