"""Ports of this machine for a test."""

import socket

_KEPT = []


def free_port() -> int:
    """Give a loopback port on which nobody listens; it stays bound here, so that nobody else is given it."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.bind(("127.0.0.1", 0))
    _KEPT.append(one)
    return one.getsockname()[1]
