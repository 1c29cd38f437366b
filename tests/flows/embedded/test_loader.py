"""The house is loaded once and every program forked from it; each is as if it had been started by itself."""

import os
import signal
import socket
import threading
from pathlib import Path

import pytest
from tests.flows.embedded.conftest import Installation, family, words_of
from tests.kit.waiting import eventually

from largesse.embedded.forking import serve
from largesse.embedded.loader import Loader
from largesse.embedded.refusals import NotReady

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").exists(), reason="programs are forked on Linux only"),
]
LOADER = "largesse.cli loader"
FORKED = ("largesse.cli web", "largesse.cli worker")


def opened(pid: int) -> set[str]:
    """Which pipes and sockets a process has, by what they lead to."""
    found = {str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()}
    return {one for one in found if one.startswith(("pipe:", "socket:"))}


def stat_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def test_what_was_forked_is_the_supervisors_own_child_with_its_own_files_session_and_name(healthy):
    run = healthy
    loader = opened(run.child(LOADER).pid)
    programs = {words: run.child(words).pid for words in FORKED}
    for pid in programs.values():
        _, parent, group, session = stat_of(pid)[:4]
        assert (int(parent), int(group), int(session)) == (run.process.pid, pid, pid)
        assert loader
        assert not opened(pid) & loader
    web, worker = map(opened, programs.values())
    assert not web & worker
    assert len([one for one in family(run.process.pid) if LOADER in words_of(one.pid)]) == 1


def test_a_loader_that_is_killed_ends_no_program_and_the_next_one_forks_them_again(healthy):
    run = healthy
    before = {words: run.child(words) for words in FORKED}
    fallen = run.child(LOADER)
    os.kill(fallen.pid, signal.SIGKILL)
    eventually(lambda: not fallen.alive)
    assert all(one.alive for one in before.values())
    os.kill(before[FORKED[0]].pid, signal.SIGKILL)  # while nobody can fork it
    eventually(lambda: _other(run, FORKED[0], before[FORKED[0]].pid))
    eventually(lambda: run.status() == 200)
    assert before[FORKED[1]].alive


def _other(run: Installation, words: str, pid: int) -> bool:
    return any(words in words_of(one.pid) and one.pid != pid for one in family(run.process.pid))


def test_a_program_that_is_asked_for_before_anything_is_loaded_is_refused():
    loader = Loader()
    loader.prepare()
    assert not loader.loaded()
    with pytest.raises(NotReady):
        loader.fork(None, ())
    loader._ours.close()


def test_a_process_with_threads_forks_nothing():
    """What they hold at that moment would stay held for ever in the program that was forked."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    enough = threading.Event()
    other = threading.Thread(target=enough.wait)
    other.start()
    try:
        with ours, theirs, pytest.raises(RuntimeError, match="threads"):
            serve(theirs, lambda: None)
    finally:
        enough.set()
        other.join()
