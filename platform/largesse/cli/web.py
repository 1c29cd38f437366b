"""`largesse web`: one web process on a socket that the supervisor opened."""

import socket
from typing import Annotated

import typer
import uvicorn

from largesse.cli.loading import loading

STOP_S = 3


def command(
    fd: Annotated[int, typer.Option(help="The inherited listening socket.")],
) -> None:
    """Serve on an inherited socket; `largesse up` starts it."""
    with loading():
        from largesse.app import web_app

    config = uvicorn.Config(
        web_app,
        factory=True,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=STOP_S,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=fd)])
