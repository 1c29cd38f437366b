"""The programs of one installation: what the supervisor starts and the environment they get."""

import os
import shutil
import sys
from dataclasses import dataclass, field

from largesse.embedded.children import Program
from largesse.kernel.settings import CHECKOUT, Settings


@dataclass(frozen=True)
class Programs:
    """How to run ourselves as children.

    Args:
        settings: as read by the supervisor.
        wired: what the supervisor found out: addresses of the servers, the bound host and port.
    """

    settings: Settings
    wired: dict[str, str] = field(default_factory=dict)

    def ours(self, name: str, *words: str, keep: tuple[int, ...] = ()) -> Program:
        """Give `largesse WORDS` as a program called ``name``."""
        argv = (sys.executable, "-P", "-m", "largesse.cli", *words)
        return Program(name=name, argv=argv, env=self.environment(), inherited_fds=keep, cwd=os.getcwd())  # noqa: PTH109

    def web(self, number: int, listener: int, beat: int) -> Program:
        """Give one web process on the shared listening socket; it beats into the pipe ``beat``."""
        words = ("web", "--fd", str(listener), "--beat", str(beat))
        return self.ours(f"web-{number}", *words, keep=(listener, beat))

    def worker(self, beat: int) -> Program:
        """Give the worker; it beats into the pipe ``beat``."""
        return self.ours("worker", "worker", "--beat", str(beat), keep=(beat,))

    def supplier(self, port: int) -> Program | None:
        """Give the demo's provider, a separate program with its own store, where the checkout has it."""
        folder = CHECKOUT / "plugins" / "lounge" / "supplier"
        if not folder.is_dir():
            return None
        store = self.settings.home / "supplier" / "lounge"
        argv = (sys.executable, str(folder), "--home", str(store), "--port", str(port), "--mistakes")
        return Program(name="lounge-supplier", argv=argv, env=self.environment())

    def front_end(self) -> Program:
        """Give the front end's own watch, which builds into the folder that the web processes serve."""
        npm = shutil.which("npm") or "npm"
        argv = (npm, "run", "--silent", "watch")
        return Program("front-end", argv, self.environment(), cwd=str(CHECKOUT / "widgets"))

    def environment(self) -> dict[str, str]:
        """Give our own environment with what the supervisor found out laid over it."""
        return os.environ | {"PYTHONUNBUFFERED": "1", "LARGESSE_HOME": str(self.settings.home)} | self.wired
