"""Between start and import: look at a child's walls while only our own code runs in it, then let it go on.

Invariant   a child imports nothing of its plugin before it was looked at
"""

import asyncio
import socket

from largesse.plugging.processes.connection import ChildGone
from largesse.plugging.walls.seen import look, only_process, standing
from largesse_sdk.wire import decode, typed

GO_ON = b"\n"
_TOLD_MAX = 256


async def admit(wire: socket.socket, keeper: int) -> tuple[int, str]:
    """Wait until a child has put up its walls, look, and let it import its plugin.

    Args:
        wire: our end of its connection, not blocking.
        keeper: the process that we started.

    Returns:
        The process that runs the plugin, and the walls around it, joined by ``+``.

    Raises:
        ChildGone: it ended before, or is not what our code makes of it.
    """
    try:
        tried = typed(decode(await _line(wire)), dict[str, bool])
        pid = only_process(keeper)
        walls = standing(look(pid), look("self"), tried)
        await asyncio.get_running_loop().sock_sendall(wire, GO_ON)
    except (OSError, ValueError, KeyError) as error:
        raise ChildGone(f"its walls could not be looked at: {error}") from error
    return pid, "+".join(walls)


async def _line(wire: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\n") and len(said) < _TOLD_MAX:
        piece = await asyncio.get_running_loop().sock_recv(wire, _TOLD_MAX)
        if not piece:
            raise ValueError("it ended at its start")
        said += piece
    return said
