"""What the host does for a plugin, over real HTTP: secrets filled in here, redirects and floods stopped."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import structlog.testing
from tests.kit.lounge import plugged_in

TOKEN = "the-token-in-the-clear"
ASKING = """
class Trial(Fair):
    async def issue(self, ctx, request):
        print("printed", ctx.config.get("token"))
        await ctx.host.log("info", "the token is " + str(sorted(ctx.config)))
        answer = await ctx.host.http(HttpRequest(
            method="GET", url=ctx.config["url"] + request.sku,
            headers={"authorization": "Bearer ${secret.token}"},
            timeout_s=1.0 if request.sku == "/late" else 4.0))
        said = f"{answer.status} {sorted(ctx.config)} {answer.body[:80].decode()}"
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=said)
"""
LEAKING = """
class Trial(Fair):
    async def issue(self, ctx, request):
        await ctx.host.log("error", "it was the-token-in-the-clear")
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="x")
"""


class Provider(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self):
        self.server.seen.append(self.headers["authorization"])
        if self.path == "/late":
            self.server.gate.wait(5)
        self.send_response({"/away": 302, "/busy": 503}.get(self.path, 200))
        if self.path == "/away":
            self.send_header("location", "http://127.0.0.1:1/")
        body = b"x" * (1 << 20) if self.path == "/flood" else self.path.encode()
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def provider():
    """A provider's server; gives its address and what it saw."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.daemon_threads = True
    server.seen, server.gate = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
async def trial(house, invoker, workshop, provider):
    """A plugin that asks the provider."""
    folder = workshop.write(ASKING, egress=("${config.url}",))
    config = {"url": f"http://127.0.0.1:{provider.server_address[1]}", "token": TOKEN}
    return await plugged_in(house.work, invoker, folder, config)


async def asked(trial, path):
    args = {"order_ref": "o", "sku": path}
    return await trial.call("issue", args, request_id=f"key{path}", deadline_s=5.0)


async def test_a_secret_is_filled_in_by_the_host_and_never_seen_by_the_plugin(trial, provider):
    reply = await asked(trial, "/v1")
    assert reply.data["provider_ref"] == "200 ['url'] /v1"
    assert provider.seen == [f"Bearer {TOKEN}"]


async def test_redirects_are_not_followed(trial, provider):
    reply = await asked(trial, "/away")
    assert reply.data["provider_ref"].startswith("302")
    assert len(provider.seen) == 1


@pytest.mark.parametrize("path", ["/late", "/flood"])
async def test_a_late_or_endless_answer_leaves_the_outcome_unknown(trial, path):
    reply = await asked(trial, path)
    assert (reply.outcome, reply.code) == ("unknown", "plugin.outcome_unknown")


async def test_a_log_line_holds_no_secret(house, invoker, workshop, provider):
    folder = workshop.write(LEAKING, egress=("${config.url}",))
    leaking = await plugged_in(house.work, invoker, folder, {"url": "http://127.0.0.1:1", "token": TOKEN})
    with structlog.testing.capture_logs() as lines:
        await leaking.issue("key-1")
    said = [line["said"] for line in lines if "said" in line]
    assert said == ["it was ***"]
