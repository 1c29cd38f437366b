"""`largesse worker`: relay, ticker and queue in one process."""

from largesse.cli.loading import loading


def command() -> None:
    """Deliver events and run what is due by the clock, until told to stop."""
    with loading():
        from largesse.app import app
        from largesse.worker.main import run_worker

    made = app()
    run_worker(made.work, made.handlers, made.ticks)
