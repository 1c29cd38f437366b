"""What goes between this process, the fork server and a child: frames with their length before them.

Invariant   a child is not believed: what it sends is bounded, decoded into plain values, never unpickled
"""

import socket
import struct

from largesse.store.confined.limits import FRAME_MAX

PID, PART, END, MEMORY, BROKEN = b"I", b"P", b"E", b"M", b"X"
_HEAD = struct.Struct(">cI")


class Gone(Exception):  # noqa: N818 - a state of the connection, not an "Error"
    """The other side hung up, or does not keep to the frames."""


def send(wire: socket.socket, kind: bytes, body: bytes) -> None:
    """Send one frame."""
    wire.sendall(_HEAD.pack(kind, len(body)))
    wire.sendall(body)


def receive(wire: socket.socket, most: int = FRAME_MAX) -> tuple[bytes, bytes]:
    """Read one frame of at most ``most`` bytes.

    Raises:
        Gone: the other side hung up, or the frame is larger.
        TimeoutError: it did not arrive in the socket's time.
    """
    kind, size = _HEAD.unpack(exactly(wire, _HEAD.size))
    if size > most:
        raise Gone(f"a frame of {size} bytes")
    return kind, exactly(wire, size)


def exactly(wire: socket.socket, size: int) -> bytes:
    """Read so many bytes.

    Raises:
        Gone: the other side hung up.
        TimeoutError: they did not arrive in the socket's time.
    """
    found = bytearray(size)
    left = memoryview(found)
    while left:
        try:
            got = wire.recv_into(left)
        except ConnectionError as error:
            raise Gone(str(error)) from error
        if not got:
            raise Gone("hung up")
        left = left[got:]
    return bytes(found)
