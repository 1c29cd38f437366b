"""`largesse web`: one web process on a socket that the supervisor opened."""

import asyncio
import select
import socket
from typing import Annotated

import typer
import uvicorn

from largesse.cli.loading import loading, settled
from largesse.cli.production import refuse_demo
from largesse.embedded.heartbeat import beat
from largesse.kernel.settings import settings

STOP_S = 3
QUEUE_MAX = 1024


def command(
    fd: Annotated[int, typer.Option(help="The inherited listening socket.")],
    pipe: Annotated[int, typer.Option("--beat", help="The inherited pipe for heartbeats.")] = -1,
) -> None:
    """Serve on an inherited socket; `largesse up` starts it."""
    asyncio.run(refuse_demo(settings(), settings().database_address))
    with loading():
        from largesse.app import web_app
        from largesse.web.protocol import bounded

    config = uvicorn.Config(
        web_app,
        factory=True,
        loop="uvloop",
        http=bounded(settings().header_s),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=settings().idle_s,
        timeout_graceful_shutdown=STOP_S,
    )
    Beating(config, pipe).run(sockets=[socket.socket(fileno=fd)])


class Beating(uvicorn.Server):
    """A server whose loop beats while it turns, and that leaves nobody standing at the door when it stops."""

    def __init__(self, config: uvicorn.Config, pipe: int) -> None:
        super().__init__(config)
        self._pipe = pipe

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does; what is there then stays."""
        await super().startup(sockets)
        settled()

    async def on_tick(self, counter: int) -> bool:
        """Beat about once a second; uvicorn calls this ten times a second."""
        if counter % 10 == 0:
            beat(self._pipe)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take in who stands in the kernel's queue, then stop; the loop takes one in a turn."""
        door = select.poll()
        for one in sockets or []:
            door.register(one, select.POLLIN)
        for _ in range(QUEUE_MAX):
            if not door.poll(0):
                break
            await asyncio.sleep(0)
        await super().shutdown(sockets)
