"""Start the program: one process, one port."""

import argparse
from pathlib import Path

import uvicorn

from lounge_supplier.partner import partner_of
from lounge_supplier.store import Store
from lounge_supplier.web import application


def main() -> None:
    """Serve until told to stop."""
    options = argparse.ArgumentParser(prog="lounge-supplier", description="The lounge's own program.")
    options.add_argument("--home", type=Path, required=True, help="folder of its store and credentials")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8090)
    options.add_argument("--mistakes", action="store_true", help="statements hold the demo's three mistakes")
    chosen = options.parse_args()
    partner = partner_of(chosen.home, f"http://{chosen.host}:{chosen.port}")
    store = Store(chosen.home / "lounge.sqlite")
    if chosen.mistakes:
        for name in ("overcharge", "omit", "invent"):
            store.arm(name, 1_000_000)
    uvicorn.run(
        application(store, partner),
        host=chosen.host,
        port=chosen.port,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
