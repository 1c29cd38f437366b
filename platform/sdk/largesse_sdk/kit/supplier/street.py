"""Several suppliers' programs in one process, each on its own port: for demos, where memory is dear.

``python -m largesse_sdk.kit.supplier.street --home DIR FOLDER=PORT …``; the stores are ``DIR/<word>``.
"""

import argparse
import asyncio
import importlib
import sys
from pathlib import Path

import uvicorn

from largesse_sdk.kit.supplier.partner import partner_of
from largesse_sdk.kit.supplier.store import Store
from largesse_sdk.kit.supplier.trade import Trade
from largesse_sdk.kit.supplier.web import application


class _Server(uvicorn.Server):
    """One of several: a signal to stop is heard once, for all."""

    neighbours: tuple["_Server", ...] = ()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Let all of them stop."""
        del sig, frame
        for one in self.neighbours:
            one.should_exit = True


def trade_of(folder: Path) -> type[Trade]:
    """Give the trade of a program's folder: the one that ``<name>_supplier.trade`` defines."""
    (package,) = folder.glob("*_supplier")
    sys.path.append(str(folder))
    module = importlib.import_module(f"{package.name}.trade")
    kinds = [
        one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__
    ]
    (found,) = [one for one in kinds if issubclass(one, Trade)]
    return found


async def serve_all(home: Path, host: str, programs: dict[Path, int]) -> None:
    """Serve every program until told to stop."""
    servers = []
    for folder, port in programs.items():
        trade = trade_of(folder)
        partner = partner_of(home / trade.word, f"http://{host}:{port}")
        app = application(trade(Store(home / trade.word / f"{trade.word}.sqlite", trade.prefix)), partner)
        config = uvicorn.Config(app, host, port, log_level="warning", timeout_graceful_shutdown=1)
        servers.append(_Server(config))
    for one in servers:
        one.neighbours = tuple(servers)
    await asyncio.gather(*(one.serve() for one in servers))


def main() -> None:
    """Read what to serve, and serve it."""
    options = argparse.ArgumentParser(prog="suppliers", description=__doc__)
    options.add_argument("--home", type=Path, required=True)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("programs", nargs="+", metavar="FOLDER=PORT")
    chosen = options.parse_args()
    parts = [one.rpartition("=") for one in chosen.programs]
    asyncio.run(serve_all(chosen.home, chosen.host, {Path(folder): int(port) for folder, _, port in parts}))


if __name__ == "__main__":
    main()
