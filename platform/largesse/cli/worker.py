"""`largesse worker`: relay, ticker and queue in one process."""


def command() -> None:
    """Deliver events and run what is due by the clock, until told to stop."""
    from largesse.app import handlers, ports, register_everything, ticks
    from largesse.worker.main import run_worker

    register_everything()
    ports()
    run_worker(handlers(), ticks())
