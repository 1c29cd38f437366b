"""Where a plugin's request may go: an address has one form, a name is resolved once, and judged."""

import asyncio
import datetime as dt
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError
from tests.kit.production import in_production

from largesse.kernel.ids import new_id
from largesse.kernel.settings import Settings
from largesse.plugging.processes.host_services import HostServices, LiveCall
from largesse.plugging.processes.installed import Installed
from largesse.plugging.reaching.dial import Dial, inside
from largesse.store.egress import may_reach
from largesse_sdk.context import HttpRequest, HttpResponse
from largesse_sdk.errors import EgressRefused, Misconfigured, PluginError, Unavailable
from largesse_sdk.package.manifest import Manifest
from largesse_sdk.process import protocol
from largesse_sdk.process.egress import allowed, target
from largesse_sdk.wire import plain, typed

NAME = "provider.example"
LOOPBACK = (ip_network("127.0.0.1/32"),)
METADATA = "169.254.169.254"


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("64:ff9b::808:808", True),
        ("10.20.0.9", True),
        ("::ffff:10.20.0.9", True),
        ("10.21.0.9", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        (METADATA, False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        (f"::ffff:{METADATA}", False),
        ("2002:7f00:1::", False),
        ("2002:a9fe:a9fe::1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::7f00:1", False),
        ("2001:0:53aa:64c:0:0:8000:1", False),
        ("name", False),
    ],
)
def test_an_address_is_judged_by_where_it_leads(address, may):
    assert may_reach(address, [ip_network("10.20.0.0/16")]) is may


def test_metadata_is_never_reached_whatever_is_opened():
    everything = [ip_network("0.0.0.0/0"), ip_network("::/0")]
    assert may_reach("10.0.0.1", everything)
    for address in (METADATA, "fd00:ec2::254", "100.100.100.200", "64:ff9b::a9fe:a9fe", "fe80::1"):
        assert not may_reach(address, everything)


@pytest.mark.parametrize(
    "url",
    [
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1.1/",
        "https://1.2.3.0x",
        "https://user@api.example/",
        "https://@api.example/",
        "https://:secret@api.example/",
        "https://api.example\\@evil.example/",
        "https://api.example\t.evil.example/",
        " https://api.example/",
        "https://api%2eexample/",
        "https://api..example/",
        "https://api.example../",
        "https://api.example:0/",
        "https://api.example:65536/",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:1.2.3.4.5]/",
        "ftp://api.example/",
        "https:///path",
    ],
)
def test_an_address_that_others_might_read_otherwise_has_no_form(url):
    assert target(url) is None
    assert not allowed(url, ["${config.url}"], {"url": url})


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("https://API.Example./v1", "api.example:443"),
        ("https://api.example:443/v1", "API.EXAMPLE.:443"),
        ("https://bücher.example/", "xn--bcher-kva.example:443"),
        ("https://xn--bcher-kva.example/", "bücher.example:443"),
        ("https://１２７.0.0.1/", "127.0.0.1:443"),
        ("http://[0:0::1]:8090/", "http://[::1]:8090"),
    ],
)
def test_one_address_written_in_two_ways_is_one(url, rule):
    assert allowed(url, [rule], {})
    assert not allowed(url, [rule.replace("443", "444").replace("8090", "8091")], {})


def test_what_is_sent_is_the_form_that_was_judged():
    assert target("https://BÜCHER.example./a?b=c#d").url == "https://xn--bcher-kva.example:443/a?b=c"


@pytest.mark.parametrize("written", ["10.0.0.0/99", "10.0.0.1/8", "internal"])
def test_a_network_that_is_none_stops_the_start(monkeypatch, written):
    monkeypatch.setenv("LARGESSE_PLUGIN_NETWORKS", f"127.0.0.0/8, {written}")
    with pytest.raises(ValidationError, match="plugin_networks"):
        Settings()


def test_this_machine_is_open_to_plugins_in_development_and_to_none_in_production():
    assert may_reach("127.0.0.1", inside())
    with in_production():
        assert not may_reach("127.0.0.1", inside())
    with in_production(PLUGIN_NETWORKS="10.20.0.0/16"):
        assert [may_reach(one, inside()) for one in ("10.20.0.9", "127.0.0.1")] == [True, False]


class Provider(BaseHTTPRequestHandler):
    """Notes who was meant; ends the connection, so that each request makes a new one."""

    def do_GET(self):
        self.server.seen.append(dict(self.headers))
        self.send_response(302)
        self.send_header("location", f"http://{METADATA}/latest")
        self.send_header("content-length", "0")
        self.send_header("connection", "close")
        self.end_headers()

    def log_message(self, *_):
        """Stay quiet."""


@pytest.fixture
def serves():
    """Start servers, each at an address and, where it matters, a port; they end with the test."""
    running = []

    def start(address, port=0, tls=None):
        server = ThreadingHTTPServer((address, port), Provider)
        server.daemon_threads, server.seen, server.names = True, [], []
        if tls:
            tls.sni_callback = lambda _socket, name, _context: server.names.append(name)
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        running.append((server, thread))
        return server, server.server_address[1]

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


class Plugin:
    """A plugin that may reach one address, and its host; ``answers``: what the name resolves to in turn."""

    def __init__(self, url, answers, inside=LOOPBACK):
        plain_manifest = {
            "manifest": 1,
            "id": "bank.trial",
            "version": "1.0.0",
            "sdk": ">=0.1",
            "tier": "subprocess",
            "capabilities": ["rights_provider.v1"],
            "title": {},
            "support": {"owner": "ops@bank.example"},
            "egress": [url],
        }
        self.url, self.answers, self.asked, self.told = url, list(answers), [], []
        self.services = HostServices(Dial(inside, self._resolve))
        manifest = typed(plain_manifest, Manifest)
        self._installed = Installed(
            new_id(), "enabled", 0, "sandbox", "", "", manifest, 1, config={}, sealed={}
        )

    async def _resolve(self, host, _port):
        self.asked.append(host)
        return self.answers.pop(0)

    async def asks(self, call_s=5, **headers):
        call = LiveCall(self._installed, time.monotonic() + call_s, self.told.append)
        ask = HttpRequest(method="GET", url=self.url, headers=headers)
        try:
            return typed(await self.services.serve(protocol.HTTP, {"ask": plain(ask)}, call), HttpResponse)
        finally:
            await self.services.close()


async def test_a_name_that_changes_its_answer_is_judged_again_and_never_resolved_twice(serves):
    (open_one, port) = serves("127.0.0.1")
    (hidden, _) = serves("127.0.0.2", port)
    plugin = Plugin(f"http://{NAME}:{port}/v1", [["127.0.0.1"], ["127.0.0.2"]])
    assert (await plugin.asks()).status == 302
    assert plugin.asked == [NAME]
    with pytest.raises(EgressRefused) as refused:
        await plugin.asks()
    assert refused.value.reason == plugin.url
    assert plugin.told == [f"{plugin.url}: {NAME} leads to 127.0.0.2"]
    assert (len(open_one.seen), hidden.seen) == (1, [])


async def test_of_several_addresses_only_those_are_tried_that_may_be_reached(serves):
    (open_one, port) = serves("127.0.0.1")
    (hidden, _) = serves("127.0.0.2", port)
    plugin = Plugin(f"http://{NAME}:{port}", [["127.0.0.2", METADATA, "::ffff:127.0.0.2", "127.0.0.1"]])
    assert (await plugin.asks()).status == 302
    assert (len(open_one.seen), hidden.seen) == (1, [])


async def test_an_address_that_is_silent_leaves_the_next_one_time(serves):
    (open_one, port) = serves("127.0.0.1")
    with socket.create_server(("127.0.0.2", port), backlog=0) as full:
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        both = [ip_network("127.0.0.0/30")]
        plugin = Plugin(f"http://{NAME}:{port}", [["127.0.0.2", "127.0.0.1"]], inside=both)
        assert (await plugin.asks(call_s=1)).status == 302
        for one in waiting:
            one.close()
    assert len(open_one.seen) == 1


@pytest.mark.parametrize("answer", [METADATA, "10.0.0.1", "::ffff:127.0.0.2", "fe80::1", "64:ff9b::7f00:2"])
async def test_a_name_that_leads_inside_is_refused_and_nothing_is_sent(answer):
    plugin = Plugin(f"http://{NAME}:8090", [[answer]])
    with pytest.raises(EgressRefused):
        await plugin.asks()


async def test_a_number_for_a_name_is_judged_too():
    plugin = Plugin("http://127.0.0.1:1", [["127.0.0.1"]], inside=())
    with pytest.raises(EgressRefused):
        await plugin.asks()


@pytest.mark.parametrize("header", ["Host", "transfer-encoding", "Connection", "Content-Length", "Proxy-Foo"])
async def test_what_frames_a_request_is_the_hosts_own(header):
    plugin = Plugin(f"http://{NAME}:1", [])
    with pytest.raises(Misconfigured, match=header):
        await plugin.asks(**{header: "evil.example"})
    assert plugin.asked == []


async def test_a_header_of_two_lines_is_refused_and_nothing_is_sent(serves):
    server, port = serves("127.0.0.1")
    plugin = Plugin(f"http://{NAME}:{port}", [["127.0.0.1"]])
    with pytest.raises(Misconfigured):
        await plugin.asks(**{"x-ref": "a\r\nhost: evil.example"})
    assert server.seen == []


async def test_no_proxy_is_asked_whatever_the_environment_says(serves, monkeypatch):
    server, port = serves("127.0.0.1")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    plugin = Plugin(f"http://{NAME}:{port}", [["127.0.0.1"]])
    assert (await plugin.asks()).headers["location"] == f"http://{METADATA}/latest"
    assert [one["Host"] for one in server.seen] == [f"{NAME}:{port}"]


async def test_tls_is_spoken_with_the_name_though_the_judged_address_is_connected_to(
    serves, tmp_path, monkeypatch
):
    certificate = certified(tmp_path, NAME)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server, port = serves("127.0.0.1", tls=context)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    plugin = Plugin(f"https://{NAME}:{port}", [["127.0.0.1"]])
    assert (await plugin.asks()).status == 302
    assert server.names == [NAME]
    other = Plugin(f"https://other.example:{port}", [["127.0.0.1"]])
    with pytest.raises(Unavailable):
        await other.asks()
    assert len(server.seen) == 1


@pytest.mark.parametrize("silence", [OSError("no such name"), None])
async def test_a_name_without_an_answer_is_unavailable_within_the_calls_time(silence):
    async def never(_host, _port):
        if silence:
            raise silence
        await asyncio.Event().wait()

    plugin = Plugin(f"http://{NAME}:1", [])
    plugin.services = HostServices(Dial(LOOPBACK, never))
    call = LiveCall(plugin._installed, time.monotonic() + 0.3, plugin.told.append)
    ask = HttpRequest(method="GET", url=plugin.url)
    with pytest.raises(PluginError) as told:
        await plugin.services.serve(protocol.HTTP, {"ask": plain(ask)}, call)
    assert type(told.value) is Unavailable
    await plugin.services.close()


def certified(folder, name):
    """Write a key and its own certificate for a name."""
    key, subject = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
    )
    at = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = folder / "server.pem"
    written.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return written
