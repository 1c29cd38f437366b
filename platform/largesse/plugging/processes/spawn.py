"""Start a child with nothing of ours: no environment, one open socket, walls before its first import.

Source      largesse/plugging/walls/enter.py is what it runs first
"""

import json
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from largesse.kernel.interpreter import of_the_loader
from largesse.plugging.processes.ask import Ask, Place
from largesse.plugging.walls.enter import Spec

HOUSE = str(Path(__file__).resolve().parents[3])
_FIRST = (
    "import sys; sys.path.append(sys.argv.pop(1)); from largesse.plugging.walls.enter import main; main();"
    " from largesse_sdk.process.child import run; run(*sys.argv[1:])"
)


@dataclass(frozen=True)
class Started:
    """A child that was just started: its keeper, our end of the connection, and of what it prints."""

    process: subprocess.Popen[bytes]
    connection: socket.socket
    printed: socket.socket


def start(ask: Ask, place: Place) -> Started:
    """Fork and execute a child; call it from the main thread, whose end also ends the child."""
    ours, theirs = socket.socketpair()
    printed, prints = socket.socketpair()
    spec = Spec(
        fd=theirs.fileno(),
        runtime=place.sdk,
        code=str(place.code_of(ask)),
        uid=place.uid_of(ask),
        memory_mb=ask.memory_mb,
    )
    told = [HOUSE, json.dumps(spec._asdict()), ask.entry, ask.digest]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and file; the plugin's name is data
            [place.interpreter, "-I", "-S", "-B", "-c", _FIRST, *told],
            stdin=subprocess.DEVNULL,
            stdout=prints.fileno(),
            stderr=prints.fileno(),
            env=of_the_loader(),
            cwd="/",
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
    except OSError:
        for one in (ours, printed):
            one.close()
        raise
    finally:
        theirs.close()
        prints.close()
    for one in (ours, printed):
        one.settimeout(0)
    return Started(process, ours, printed)
