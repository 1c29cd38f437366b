"""What a plugin can and cannot do: real processes, written to misbehave."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest
from tests.kit.lounge import plugged_in
from tests.kit.waiting import eventually_here

from largesse.plugging.packages.stored_code import folder_of


async def plugged(house, invoker, workshop, body, config=None, **more):
    """Write a plugin and enable it."""
    return await plugged_in(house.work, invoker, workshop.write(body, **more), config or {})


def there(path: str) -> bool:
    """Tell whether a path exists."""
    return Path(path).exists()


HONEST = "class Trial(Fair):\n    pass\n"


async def test_a_child_starts_with_an_empty_environment_and_one_descriptor(house, invoker, workshop):
    trial = await plugged(house, invoker, workshop, HONEST)
    proc = Path(f"/proc/{trial.pid()}")
    assert (proc / "environ").read_bytes() == b""
    kinds = sorted(str(one.readlink()) for one in (proc / "fd").iterdir() if int(one.name) <= 3)
    assert [one.split(":")[0] for one in kinds] == ["/dev/null", "socket", "socket", "socket"]
    status = (proc / "status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "CapEff:\t0000000000000000" in status or os.geteuid() != 0


async def test_a_child_of_root_runs_as_a_user_of_its_own_and_the_level_says_whether(house, invoker, workshop):
    trial = await plugged(house, invoker, workshop, HONEST)
    uid = Path(f"/proc/{trial.pid()}").joinpath("status").read_text().split("Uid:\t")[1].split()[0]
    assert (int(uid) >= 610_000) == (os.geteuid() == 0)
    assert ("user" in (await invoker.level(trial.installation)).split("+")) == (os.geteuid() == 0)


async def test_a_plugin_sees_neither_our_packages_nor_our_files(house, invoker, workshop):
    body = """
class Trial(Fair):
    async def issue(self, ctx, request):
        seen = []
        for name in ("largesse", "asyncpg", "starlette"):
            try:
                __import__(name)
                seen.append(name)
            except ImportError:
                pass
        try:
            open(ctx.config["file"]).read()
            seen.append("file")
        except OSError:
            pass
        try:
            open("/tmp/left-behind-by-a-plugin", "w").write("x")
            seen.append("wrote")
        except OSError:
            pass
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=",".join(seen))
"""
    folder = workshop.write(body)
    key = Path(os.environ["LARGESSE_HOME"]) / "keys" / "master"
    schema = folder / "config.schema.json"
    schema.write_text('{"type": "object", "properties": {"file": {"type": "string"}}}')
    trial = await plugged_in(house.work, invoker, folder, {"file": str(key)})
    asked = await trial.issue("key-1")
    walls = (await invoker.level(trial.installation)).split("+")
    if "files" in walls:
        assert asked.data["provider_ref"] == ""
    assert not there("/tmp/left-behind-by-a-plugin")


async def test_a_plugin_reaches_no_address_that_its_manifest_does_not_name(house, invoker, workshop):
    listener = socket.create_server(("127.0.0.1", 0))
    body = """
class Trial(Fair):
    async def issue(self, ctx, request):
        await ctx.host.http(HttpRequest(method="GET", url=ctx.config["url"]))
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="asked")
"""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    trial = await plugged(house, invoker, workshop, body, {"url": url}, egress=("api.bank.example:443",))
    asked = await trial.issue("key-1")
    assert (asked.outcome, asked.code) == ("failed", "plugin.egress_refused")
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):
        listener.accept()
    listener.close()
    await invoker.close()
    problems = await house.rows("select key, note from plugging_problem")
    assert {"key": "egress_refused", "note": url} in problems


async def test_a_plugin_has_no_network_of_its_own(house, invoker, workshop):
    listener = socket.create_server(("127.0.0.1", 0))
    body = """
class Trial(Fair):
    async def issue(self, ctx, request):
        try:
            socket.create_connection(("127.0.0.1", int(ctx.config["url"])), timeout=1)
        except OSError:
            return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="alone")
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="connected")
"""
    port = listener.getsockname()[1]
    trial = await plugged(house, invoker, workshop, body, {"url": str(port)})
    walls = (await invoker.level(trial.installation)).split("+")
    asked = await trial.issue("key-1")
    listener.close()
    apart = {"network", "files"} & set(walls)
    assert asked.data["provider_ref"] == ("alone" if apart else "connected")


HOSTILE = {
    "prints garbage on the line": 'os.write(3, b"garbage\\n" * 10); await asyncio.sleep(60)',
    "sends a line of two mebibytes": 'os.set_blocking(3, True); os.write(3, b"x" * (2 << 20) + b"\\n")',
    "never answers": "time.sleep(60)",
    "swallows its cancelling": "await stubborn()",
    "ends its process": "os._exit(3)",
    "answers nonsense": 'return {"outcome": "splendid", "provider_ref": 7}',
    "answers more than a line holds": 'return Fulfilment(provider_ref="x" * (2 << 20))',
    "takes all memory": "x = bytearray(4 << 30); x[-1] = 1",
    "asks without listening": "await shout()",
    "prints without end": "while True: os.write(1, b'x' * 65536)",
    "logs without end": "await asyncio.gather(*[chatter(ctx) for _ in range(32)])",
    "raises": 'raise RuntimeError("boom")',
    "asks the host for nonsense": 'await ctx.host._line.ask("host.http", {"call": ctx.host._call, "ask": 7})',
}


@pytest.mark.parametrize("deed", HOSTILE, ids=lambda deed: deed.replace(" ", "-"))
async def test_a_hostile_child_harms_nobody(house, invoker, workshop, deed):
    body = f"""
async def stubborn():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass


async def shout():
    os.set_blocking(3, True)
    while True:
        os.write(3, b'{{"id": 7, "method": "host.now", "params": {{"call": "x"}}}}\\n' * 100)


async def chatter(ctx):
    while True:
        await ctx.host.log("info", "on and on")


class Trial(Fair):
    async def issue(self, ctx, request):
        if request.sku == "LOUNGE-1":
            {HOSTILE[deed]}
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="fine")
"""
    trial = await plugged(house, invoker, workshop, body)
    asked = await trial.issue("key-1", deadline_s=1.0)
    assert asked.outcome == "unknown"

    async def well():
        other = {"order_ref": "o", "sku": "OTHER"}
        reply = await trial.call("issue", other, request_id="key-2", deadline_s=3.0)
        return reply if reply.outcome == "succeeded" else None

    assert (await eventually_here(well)).data["provider_ref"] == "fine"


async def test_many_calls_share_one_child_and_a_slow_one_holds_nobody_up(house, invoker, workshop):
    body = """
gate = asyncio.Event()


class Trial(Fair):
    async def issue(self, ctx, request):
        if request.sku == "SLOW":
            await gate.wait()
        if request.sku == "LAST":
            gate.set()
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=request.order_ref)
"""
    trial = await plugged(house, invoker, workshop, body)
    slow = asyncio.create_task(trial.call("issue", {"order_ref": "slow", "sku": "SLOW"}))
    quick = await asyncio.gather(
        *[trial.call("issue", {"order_ref": f"o{n}", "sku": "QUICK"}) for n in range(20)]
    )
    assert not slow.done()
    assert [one.data["provider_ref"] for one in quick] == [f"o{n}" for n in range(20)]
    await trial.call("issue", {"order_ref": "last", "sku": "LAST"})
    assert (await slow).data["provider_ref"] == "slow"


async def test_changed_code_is_never_started(house, invoker, workshop):
    trial = await plugged(house, invoker, workshop, HONEST + "\n# changed later\n")
    child = invoker.children.running(trial.installation)
    module = folder_of(child.installed.digest) / "lp_bank_trial" / "__init__.py"
    module.write_text(module.read_text() + "\nimport os\n")
    await invoker.children.stop(trial.installation)
    asked = await trial.issue("key-1")
    assert (asked.outcome, asked.code) == ("failed", "plugging.not_started")
    assert asked.retry_after_s


async def test_a_plugin_that_breaks_at_import_is_refused_with_its_reason(house, invoker, workshop):
    with pytest.raises(AssertionError, match="not_started"):
        await plugged(house, invoker, workshop, 'raise RuntimeError("not today")\n')


async def test_a_misspelt_method_is_refused_before_the_first_call(house, invoker, workshop):
    body = "class Trial(Fair):\n    async def isue(self, ctx, request):\n        return None\n"
    with pytest.raises(AssertionError, match="not_started"):
        await plugged(house, invoker, workshop, body)


async def test_the_child_dies_with_its_host(house, invoker, workshop):
    trial = await plugged(house, invoker, workshop, HONEST)
    pid = trial.pid()
    await invoker.close()
    assert not there(f"/proc/{pid}")


async def test_a_child_that_died_leaves_no_zombie(house, invoker, workshop):
    trial = await plugged(house, invoker, workshop, HONEST)
    pid = trial.pid()
    os.kill(pid, signal.SIGKILL)
    await eventually_here(lambda: not there(f"/proc/{pid}"))


async def test_a_provider_that_keeps_failing_is_left_alone_for_a_while(house, invoker, workshop):
    trial = await plugged(
        house,
        invoker,
        workshop,
        'class Trial(Fair):\n    async def issue(self, ctx, request):\n        raise RuntimeError("x")\n',
    )
    asked = [await trial.issue(f"key-{n}") for n in range(25)]
    assert [one.outcome for one in asked[:20]] == ["unknown"] * 20
    assert asked[-1].code == "plugging.breaker_open"
    assert (asked[-1].outcome, asked[-1].retry_after_s is not None) == ("failed", True)
    await invoker.close()
    critical = await house.rows("select key from plugging_problem where critical")
    assert [one["key"] for one in critical] == ["plugging.breaker_open"]
