"""The one listening socket that every web process shares, and which address a phone can reach."""

import errno
import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from largesse.embedded.refusals import HostNotHere, PortTaken, os_word

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
LAN = "lan"
BACKLOG = 2048


def bind(host: str, port: int) -> socket.socket:
    """Bind early, so that a taken port is known before anything starts; connections wait for ``listen``.

    Args:
        host: an address or name of this machine, or "lan".
        port: 0 takes a free one.

    Raises:
        PortTaken: ``embedded.port_taken``.
        HostNotHere: ``embedded.host_not_here``.
    """
    address = lan_address() if host == LAN else host
    try:
        family, kind, _, _, socket_address = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise HostNotHere(host=host, reason="name_unknown") from error
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(socket_address)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(host=address, port=port) from error
        raise HostNotHere(host=host, reason=os_word(error)) from error
    return listener


@contextmanager
def door(path: Path) -> Iterator[socket.socket]:
    """Listen on a socket with a path, for its owner and the group of its folder; gone when the block ends."""
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        before = os.umask(0o007)
        try:
            listener.bind(str(path))
        finally:
            os.umask(before)
        listener.listen(BACKLOG)
        try:
            yield listener
        finally:
            path.unlink(missing_ok=True)


def free_port(preferred: int) -> int:
    """Give ``preferred`` if it is free on this machine, else another port that is free now."""
    for port in (preferred, 0):
        with suppress(PortTaken, HostNotHere, OverflowError), bind("127.0.0.1", port) as listener:
            return int(listener.getsockname()[1])
    raise PortTaken(host="127.0.0.1", port=preferred)


def lan_address() -> str:
    """Give the address this machine uses towards its network; no packet is sent.

    Raises:
        HostNotHere: ``embedded.host_not_here`` when there is no network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError as error:
            raise HostNotHere(host=LAN, reason=os_word(error)) from error
        return str(probe.getsockname()[0])


def reachable(host: str) -> str:
    """Give an address that links can carry: for a socket on every address, the network's or else loopback."""
    if host not in EVERYWHERE:
        return host
    with suppress(HostNotHere):
        return lan_address()
    return "127.0.0.1"


def for_phones(host: str) -> bool:
    """Say whether a phone on the same network could reach ``host``."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"
