"""Readers that a hostile file would have its way with; a child finds them by name."""

import os
import signal
import socket
from pathlib import Path


def lengths(data, *more):
    """Behave."""
    yield len(data)
    yield from more


def hungry(_data):
    """Ask for memory without end."""
    held = []
    while True:
        held.append(bytearray(8 * 2**20))
        yield len(held)


def greedy(_data, most_mb):
    """Hold as much as one gets, at most so much, and tell how much that was."""
    held = []
    try:
        while len(held) < most_mb:
            held.append(bytearray(2**20))
    except MemoryError:
        pass
    got = len(held)
    held.clear()
    yield got


def endless(_data):
    """Never come to an end, whatever signals say."""
    for one in (signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(one, signal.SIG_IGN)
    yield os.getpid()
    while True:
        pass


def dying(_data):
    """End in the middle."""
    yield 1
    os.kill(os.getpid(), 9)
    yield 2


def puzzled(_data):
    """Meet what no reader expected."""
    raise LookupError("13800138000")
    yield 0


def lying(_data):
    """Send what is no number."""
    yield {"not": "a number"}


def flooding(_data):
    """Send more than is taken."""
    while True:
        yield "x" * 2**20


def facts(_data):
    """Tell what this process can still do."""
    yield {
        "environment": sorted(os.environ),
        "files": sorted(int(one.name) for one in Path("/proc/self/fd").iterdir()),
        "parent": os.getppid(),
        "pid": os.getpid(),
    }
    with socket.socket() as _:
        pass


def writing(_data, path):
    """Try to leave something behind."""
    try:
        Path(path).write_text("mine", "ascii")
    except OSError:
        yield "refused"
    else:
        yield "written"


def held(_data, gate):
    """Wait until somebody opens and closes the named pipe."""
    yield Path(gate).read_bytes().decode()
