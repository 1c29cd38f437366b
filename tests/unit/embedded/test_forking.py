"""Who forks has one thread: one that ends is waited for, one that stays is refused."""

import subprocess
import sys

import pytest

LOADER = """
import socket, sys, threading
from largesse.embedded.forking import serve
thread = threading.Thread(target=threading.Event().wait, args=[float(sys.argv[1])], daemon=True)
thread.start()
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
ours.shutdown(socket.SHUT_WR)
print(serve(theirs, lambda: None))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody forks")
@pytest.mark.parametrize(("lives_s", "said"), [("0.3", "None"), ("30", "must not fork")])
def test_a_thread_that_ends_is_waited_for_and_one_that_stays_is_refused(lives_s, said):
    words = [sys.executable, "-c", LOADER, lives_s]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert said in done.stdout + done.stderr
