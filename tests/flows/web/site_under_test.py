"""A running site over one house: a web process on a loopback socket and, when asked for, a worker."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx

READY_S = 60


@contextmanager
def site(house, *, worker=False, **env):
    """Start the processes as `largesse up` would and give the site's address; end them afterwards."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "LARGESSE_DATABASE_URL": house.dsn,
        "LARGESSE_REDIS_URL": house.redis_dsn,
        "LARGESSE_PUBLIC_URL": address,
        "LARGESSE_PORT": str(port),
        **env,
    }
    command = [sys.executable, "-m", "largesse.cli"]
    fd = listener.fileno()
    running = [subprocess.Popen([*command, "web", "--fd", str(fd)], env=environment, pass_fds=(fd,))]
    if worker:
        running.append(subprocess.Popen([*command, "worker"], env=environment))
    try:
        _await_health(address, running[0])
        yield address
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(60)
        listener.close()


def _await_health(address, process):
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        assert process.poll() is None, "the web process ended"
        try:
            if httpx.get(f"{address}/healthz", timeout=1).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the web process never answered")
