"""`largesse worker`: relay, ticker and queue in one process."""

import asyncio
from functools import partial
from typing import Annotated

import typer

from largesse.cli.loading import loading
from largesse.cli.production import refuse_demo
from largesse.embedded.heartbeat import beat
from largesse.kernel.settings import settings


def command(
    pipe: Annotated[int, typer.Option("--beat", help="The inherited pipe for heartbeats.")] = -1,
) -> None:
    """Deliver events and run what is due by the clock, until told to stop."""
    asyncio.run(refuse_demo(settings(), settings().database_address))
    with loading():
        from largesse.app import app
        from largesse.worker.main import run_worker

    made = app()
    run_worker(made.work, made.handlers, made.ticks, partial(beat, pipe))
