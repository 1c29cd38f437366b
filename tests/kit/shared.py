"""What one process of a run makes and the others take: the run's folder, and a lock for each thing in it.

The process that hands the tests out makes the folder, tells it to the others and removes it after them.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.kit.home import folder, memory

SHARED = "folder of the run"


class Shared:
    """A plugin of the process that hands the tests out."""

    def __init__(self) -> None:
        self.folder = folder(memory())

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell the folder to a process that will run tests."""
        node.workerinput[SHARED] = str(self.folder)


def folder_of(config: pytest.Config) -> Path:
    """Give the folder of the run, in whichever process."""
    told = getattr(config, "workerinput", None)
    if told is not None:
        return Path(told[SHARED])
    plugin: Shared | None = config.pluginmanager.get_plugin(SHARED)
    assert plugin is not None
    return plugin.folder


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep the run's other processes out while this one looks whether ``path`` is there, and makes it."""
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
