"""What is asked of whoever starts children, and what he knows himself.

Invariant   an ask that came over a socket is read here, field by field; nothing in it names a path or a user
"""

import asyncio
import json
import re
import socket
import struct
from pathlib import Path
from typing import NamedTuple

LINE_MAX = 1024
MEMORY_MB_MIN, MEMORY_MB_MAX = 32, 1024
_PEER = struct.Struct("3i")
_NUMBER_MAX = 2**31 - 1
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_ENTRY = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,199}:[A-Za-z_][A-Za-z0-9_]{0,99}")


class Ask(NamedTuple):
    """One child that is wanted.

    Args:
        digest: of its code.
        entry: ``package.module:Class``.
        number: of the user of its installation, from 0.
        memory_mb: MiB that its manifest names.
    """

    digest: str
    entry: str
    number: int
    memory_mb: int

    def line(self) -> bytes:
        """Give it as one line."""
        return json.dumps(self._asdict()).encode() + b"\n"


class Place(NamedTuple):
    """What children are made of, and as whom they run.

    Args:
        interpreter: the program.
        sdk: folder of the SDK and its libraries.
        code: folder in which the code of each digest lies.
        first: first of the uids that installations have; None: children run as we do.
        uids: how many there are.
    """

    interpreter: str
    sdk: str
    code: str
    first: int | None = None
    uids: int = 1

    def code_of(self, ask: Ask) -> Path:
        """Give the folder of a child's code."""
        return Path(self.code) / ask.digest.removeprefix("sha256:")

    def uid_of(self, ask: Ask) -> int | None:
        """Give the uid that a child gets, None for ours."""
        return None if self.first is None else self.first + ask.number % self.uids


def read_ask(line: bytes) -> Ask:
    """Read an ask that somebody sent.

    Raises:
        ValueError: it is not a line of ours.
    """
    if len(line) > LINE_MAX or not line.endswith(b"\n"):
        raise ValueError("not one short line")
    found = json.loads(line)
    if not isinstance(found, dict) or found.keys() != set(Ask._fields):
        raise ValueError("other fields")
    ask = Ask(**found)
    numbers = type(ask.number) is int and type(ask.memory_mb) is int
    if not numbers or not 0 <= ask.number <= _NUMBER_MAX:
        raise ValueError("a number that no installation has")
    if not MEMORY_MB_MIN <= ask.memory_mb <= MEMORY_MB_MAX:
        raise ValueError("memory that no manifest may name")
    if not isinstance(ask.digest, str) or not _DIGEST.fullmatch(ask.digest):
        raise ValueError("not a digest")
    if not isinstance(ask.entry, str) or not _ENTRY.fullmatch(ask.entry):
        raise ValueError("not an entry point")
    return ask


async def heard(wire: socket.socket, most: int) -> bytes:
    """Wait for one line and give it with its end.

    Args:
        wire: not blocking.
        most: bytes that the line has, its end included.

    Raises:
        ValueError: it is longer, more follows it, or the other side ended before it did.
    """
    said = b""
    while not said.endswith(b"\n"):
        piece = await asyncio.get_running_loop().sock_recv(wire, most + 1 - len(said))
        if not piece:
            raise ValueError("it ended before its line did")
        said += piece
        if len(said) > most:
            raise ValueError("not one short line")
    return said


def peer(wire: socket.socket) -> int:
    """Give the uid of who connected, or, for who connected, of who listens."""
    _, uid, _ = _PEER.unpack(wire.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size))
    return int(uid)
