"""A running site over one house: a web process on a loopback socket and, when asked for, a worker."""

import os
import socket
from contextlib import contextmanager

import httpx

from tests.kit import ready
from tests.kit.waiting import eventually


@contextmanager
def site(house, *, worker=False, **env):
    """Start the processes as `largesse up` would and give the site's address; end them afterwards."""
    with serving(house, worker=worker, **env) as (address, _):
        yield address


@contextmanager
def serving(house, *, worker=False, **env):
    """Start the same and give the site's address and its web process."""
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
    fd = listener.fileno()
    running = [ready.start("web", "--fd", fd, env=environment, keep=(fd,))]
    if worker:
        running.append(ready.start("worker", env=environment))
    try:
        _await_health(address, running[0])
        yield address, running[0]
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(60)
        listener.close()


def _await_health(address, process):
    def answers():
        assert process.poll() is None, "the web process ended"
        try:
            return httpx.get(f"{address}/healthz", timeout=1).status_code == 200
        except httpx.TransportError:
            return False

    eventually(answers)
