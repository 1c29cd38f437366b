"""The programs of one installation: what the supervisor starts and the environment they get."""

import os
import shutil
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from largesse.embedded.children import Program
from largesse.embedded.loader import NAME, Loader
from largesse.embedded.runs_as import RunsAs
from largesse.kernel.interpreter import Interpreter
from largesse.kernel.settings import CHECKOUT, Settings
from largesse.plugging.processes.launcher import Charge
from largesse.plugging.processes.spawn import HOUSE

_LAUNCHER = (
    "import sys; sys.path.append(sys.argv.pop(1)); from largesse.plugging.processes import launcher;"
    " launcher.main()"
)


@dataclass(frozen=True)
class Programs:
    """How to run ourselves as children.

    Args:
        settings: as read by the supervisor.
        wired: what the supervisor found out: addresses of the servers, the bound host and port.
        runs_as: the account of web, worker and commands, None for our own.
        loader: who forks them; None: each is started by itself and loads for itself.
    """

    settings: Settings
    wired: dict[str, str] = field(default_factory=dict)
    runs_as: RunsAs | None = None
    loader: Loader | None = None

    def ours(self, name: str, *words: str, keep: tuple[int, ...] = ()) -> Program:
        """Give `largesse WORDS` as a program called ``name``."""
        program = self._python(name, "-P", "-m", "largesse.cli", *words, keep=keep, cwd=str(Path.cwd()))
        return replace(program, words=words, loader=self.loader)

    def loading(self, loader: Loader, beat: int) -> Program:
        """Give the loader itself; it beats into the pipe ``beat``."""
        words = ("loader", "--fd", str(loader.fd), "--beat", str(beat))
        return replace(self.ours(NAME, *words, keep=(loader.fd, beat)), loader=None)

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
        store = self._home / "supplier" / "lounge"
        words = (str(folder), "--home", str(store), "--port", str(port), "--mistakes")
        return self._python("lounge-supplier", *words)

    def other_suppliers(self, ports: dict[str, int]) -> Program | None:
        """Give the demo's other providers, each on its port, in one process; None without the checkout."""
        folders = {name: CHECKOUT / "plugins" / name / "supplier" for name in ports}
        here = [f"{folder}={ports[name]}" for name, folder in folders.items() if folder.is_dir()]
        if not here:
            return None
        words = ("-m", "largesse_sdk.kit.supplier.street", "--home", str(self._home / "supplier"), *here)
        return self._python("other-suppliers", *words)

    def launcher(self, charge: Charge) -> Program:
        """Give the launcher of plugins, which keeps root and gets nothing of our environment."""
        argv = (sys.executable, "-I", "-S", "-B", "-c", _LAUNCHER, HOUSE, charge.text())
        keep = (charge.listener, charge.beat)
        return Program("launcher", argv, env={"PATH": os.defpath}, inherited_fds=keep)

    def front_end(self) -> Program:
        """Give the front end's own watch, which builds into the folder that the web processes serve."""
        npm = shutil.which("npm") or "npm"
        argv = (npm, "run", "--silent", "watch")
        return Program("front-end", argv, self.environment(), cwd=str(CHECKOUT / "widgets"))

    def environment(self) -> dict[str, str]:
        """Give our own environment with what the supervisor found out laid over it."""
        own = {"PYTHONUNBUFFERED": "1", "LARGESSE_HOME": str(self._home)}
        if self.runs_as:
            own |= {"HOME": str(self._home)} | self.runs_as.interpreter.environment
        return os.environ | own | self.wired

    @property
    def _home(self) -> Path:
        return self.settings.home.expanduser().absolute()

    def _python(self, name: str, *words: str, keep: tuple[int, ...] = (), cwd: str = "/") -> Program:
        runs_as = self.runs_as
        interpreter = runs_as.interpreter if runs_as else Interpreter(sys.executable)
        account = runs_as.account if runs_as else None
        argv = (interpreter.program, *words)
        return Program(name, argv, self.environment(), account=account, inherited_fds=keep, cwd=cwd)
