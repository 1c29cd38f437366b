"""However a child hides what it started, all of it ends: with the child, and with a host that is killed."""

import os
import signal
from pathlib import Path
from textwrap import indent

from tests.kit.home import folder
from tests.kit.hosted import HIDES, hosted, marked
from tests.kit.lounge import plugged_in
from tests.kit.waiting import eventually, eventually_here


def facts(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_all_that_a_child_started_ends_with_a_host_that_is_killed():
    """Of root, of nobody, and both where namespaces are denied; the level says which walls that costs."""
    with hosted(folder()) as hosts:
        for one in hosts:
            child, host = facts(one.pid), facts(one.host)
            assert ("user" in one.walls) == (one.uid == 0) == (child["Uid"] != host["Uid"]), one
            alone = len(child["NSpid"].split()) > len(host["NSpid"].split())
            assert ("processes" in one.walls) == alone, one
            assert ("system_calls" in one.walls) == (child["Seccomp_filters"] > host["Seccomp_filters"]), one
            assert "limits" in one.walls
            if one.container:
                assert not {"processes", "network"} & set(one.walls)
            # Nobody else of the host waited for the kernel, and the thread that forked lasts as long as it.
            assert one.looked == ["subprocess.Popen"]
            assert len(marked(one.mark)) == 2
            os.kill(one.host, signal.SIGKILL)
        for one in hosts:
            eventually(lambda mark=one.mark: not marked(mark))


DAEMON = f"""
import ctypes, signal


class Trial(Fair):
    async def issue(self, ctx, request):
{indent(HIDES, " " * 8)}
        if request.sku == "DIE":
            os._exit(0)
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="started")
"""


async def test_what_a_child_started_ends_with_it(house, invoker, workshop):
    mark = f"lgd{os.getpid()}"
    trial = await plugged_in(house.work, invoker, workshop.write(DAEMON % mark), {})
    assert (await trial.issue("key-1")).outcome == "succeeded"
    assert len(marked(mark)) == 2
    reply = await trial.call("issue", {"order_ref": "o", "sku": "DIE"}, request_id="key-2")
    assert (reply.outcome, reply.code) == ("unknown", "plugging.child_gone")
    await eventually_here(lambda: not marked(mark))
    assert (await trial.issue("key-3")).outcome == "succeeded"
    await invoker.close()
    assert not marked(mark)
