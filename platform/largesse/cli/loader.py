"""`largesse loader`: loads the house once and forks web, worker and commands for `largesse up`."""

import socket
import sys
from functools import partial
from typing import Annotated

import quickjs
import typer

from largesse.cli.loading import loading
from largesse.cli.main import main
from largesse.embedded.forking import serve
from largesse.embedded.heartbeat import beat
from largesse.kernel.settings import settings


def command(
    fd: Annotated[int, typer.Option(help="The inherited socket on which it is asked.")],
    pipe: Annotated[int, typer.Option("--beat", help="The inherited pipe for heartbeats.")] = -1,
) -> None:
    """Load everything, then fork what is asked for; `largesse up` starts it."""
    with loading():
        from largesse import app  # noqa: F401 - who is forked finds it loaded
        from largesse.cli import demo, migrate, web, worker  # noqa: F401 - who is forked finds it loaded
        from largesse.web import protocol  # noqa: F401 - who is forked finds it loaded
        from largesse.worker import run_worker  # noqa: F401 - who is forked finds it loaded

    quickjs.Function._threadpool.shutdown()  # noqa: SLF001 - a thread from its import, for a class we never use
    assert settings.cache_info().currsize == 0, "a program reads the settings of its own environment"
    ask = serve(socket.socket(fileno=fd), partial(beat, pipe))
    if ask is not None:
        sys.argv = ["largesse", *ask.words]
        main()
