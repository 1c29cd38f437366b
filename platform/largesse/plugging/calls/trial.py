"""Call a version that nothing runs yet, in a process of its own beside those that run."""

from typing import Any

from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.calls.reply import Call
from largesse.plugging.processes.installed import Installed
from largesse.store.work import Work


class Trial(Invoker):
    """What goes wrong in a trial is in its replies and nowhere else; close it, and its process ends."""

    def __init__(self, work: Work, found: Installed) -> None:
        super().__init__(work)
        self._tried = found

    async def _find(self, call: Call) -> Installed | None:
        return self._tried if call.installation == self._tried.id else None

    def _tell(self, found: Installed, key: str, note: str, **_: Any) -> None:
        """Leave the installation, which runs another version, without a problem that is not its own."""
