"""The fork server: keeps our readers loaded, forks a child for each file, and sees no byte of one.

A process of many threads must not fork and go on; this one has a single thread. It ends when the process that
started it hangs up, and its children with it.

Invariant   what is unpickled here was written by the process that started it, on a socket that no child has
"""

import os
import pickle
import signal
import socket
from typing import Any

from largesse.kernel.later import Later
from largesse.store.confined import wire
from largesse.store.confined.child import Reader, confine, serve
from largesse.store.confined.limits import Limits

_JOB_MAX = 16 * 2**20


def main(control_fd: int) -> None:
    """Fork until the other side hangs up."""
    Later.at_once = True  # a child would load for every file anew what it finds here
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    control = socket.socket(fileno=control_fd)
    me = os.getpid()
    while fds := socket.recv_fds(control, 1, 1)[1]:
        with socket.socket(fileno=fds[0]) as job:
            _fork(control, job, me)


def dumped(reader: Reader, args: tuple[Any, ...], limits: Limits) -> bytes:
    """Give a job as it is sent: functions by name, so whoever reads must be importable."""
    return pickle.dumps((reader, args, limits))


def _fork(control: socket.socket, job: socket.socket, me: int) -> None:
    try:
        _, body = wire.receive(job, _JOB_MAX)
        reader, args, limits = pickle.loads(body)  # noqa: S301 - our own words, see above; it also loads the reader
    except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this job alone
        wire.send(job, wire.BROKEN, f"{type(error).__name__}: {error}".encode())
        return
    try:
        forked = os.fork()
    except OSError as error:
        wire.send(job, wire.BROKEN, f"no child: {error}".encode())
        return
    if forked:
        return
    status = 1
    try:
        control.close()
        confine(limits, me)
        serve(job, reader, args)
        status = 0
    finally:
        os._exit(status)
