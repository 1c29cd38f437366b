"""Between start and import: look at a child's walls while only our own code runs in it, then let it go on.

Invariant   a child imports nothing of its plugin before it was looked at
"""

import asyncio
import json
import logging
import socket

from largesse.plugging.processes.ask import heard
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.walls.groups import Group
from largesse.plugging.walls.seen import look, only_process, standing

GO_ON = b"\n"
_TOLD_MAX = 256
_log = logging.getLogger("largesse.plugging")


async def admit(wire: socket.socket, keeper: int, group: Group | None = None) -> tuple[int, str]:
    """Wait until a child has put up its walls, look, and let it import its plugin.

    Args:
        wire: our end of its connection, not blocking.
        keeper: the process that we started.
        group: where it is to run, and all that it starts.

    Returns:
        The process that runs the plugin, and the walls around it, joined by ``+``.

    Raises:
        ChildGone: it ended before, or is not what our code makes of it.
    """
    try:
        await asyncio.to_thread(_move, keeper, group)
        tried = _tried(await heard(wire, _TOLD_MAX))
        pid, walls = await asyncio.to_thread(_looked, keeper, group, tried)
        await asyncio.get_running_loop().sock_sendall(wire, GO_ON)
    except (OSError, ValueError, KeyError) as error:
        raise ChildGone(f"its walls could not be looked at: {error}") from error
    return pid, "+".join(walls)


def _looked(keeper: int, group: Group | None, tried: dict[str, bool]) -> tuple[int, tuple[str, ...]]:
    pid = only_process(keeper)
    _move(keeper, group)  # also what was started before the first move was done
    return pid, standing(look(pid), look("self"), tried)


def _move(keeper: int, group: Group | None) -> None:
    """Move a child into its group; one that stays outside is watched as one without."""
    if group is None:
        return
    try:
        group.take(keeper)
    except OSError as error:
        _log.warning("A child is not in its control group: %s", error)


def _tried(line: bytes) -> dict[str, bool]:
    found = json.loads(line)
    if not isinstance(found, dict) or not all(isinstance(one, bool) for one in found.values()):
        raise ValueError("what it tried has not the shape")
    return found
