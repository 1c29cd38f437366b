"""Start the program: one process, one port."""

import argparse
from pathlib import Path

import uvicorn

from largesse_sdk.kit.supplier.partner import partner_of
from largesse_sdk.kit.supplier.store import Store
from largesse_sdk.kit.supplier.trade import Trade
from largesse_sdk.kit.supplier.web import application


def serve(trade: type[Trade]) -> None:
    """Serve until told to stop."""
    options = argparse.ArgumentParser(prog=f"{trade.word}-supplier", description=trade.__doc__)
    options.add_argument("--home", type=Path, required=True, help="folder of its store and credentials")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8090)
    options.add_argument("--mistakes", action="store_true", help="the trade's own faults happen all the time")
    chosen = options.parse_args()
    partner = partner_of(chosen.home, f"http://{chosen.host}:{chosen.port}")
    store = Store(chosen.home / f"{trade.word}.sqlite", trade.prefix)
    if chosen.mistakes:
        for name in trade.faults:
            store.arm(name, 1_000_000)
    uvicorn.run(
        application(trade(store), partner),
        host=chosen.host,
        port=chosen.port,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
