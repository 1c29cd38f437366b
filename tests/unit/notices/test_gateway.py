"""A gateway takes a signed request, once or again with the same id, or says why not."""

import asyncio
import base64
import hmac
import socket
from datetime import timedelta
from email.utils import format_datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.kit.certificates import certificates
from tests.kit.post import gateway_server
from tests.kit.production import in_production

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id, text_id
from largesse.notices.carriers import gateway
from largesse.notices.carriers.gateway import Gateway, gateway_given, secret_given
from largesse.notices.channel import Outgoing
from largesse.notices.records import MESSAGE, MessageId
from largesse.notices.trouble import CarrierBusy, CarrierUnreachable, MessageRefused
from largesse.store.egress import AddressInside, AddressUnknown, addresses_of, may_call

SECRET = "a secret of some length"


def message():
    return Outgoing(MessageId(new_id()), "sms", "13900010001", "notices.code", "您的验证码为 123456", "zh-CN")


@pytest.fixture
def production():
    with in_production():
        yield


async def test_what_is_signed_is_what_arrives():
    sent = message()
    async with gateway_server() as server:
        await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, sent)
    [taken] = server.taken
    assert (taken.path, taken.said["to"], taken.said["text"]) == ("/send", "13900010001", sent.text)
    assert taken.said["id"] == taken.headers["idempotency-key"] == text_id(MESSAGE, sent.id)
    data = taken.headers["largesse-timestamp"].encode() + b"." + taken.body
    proof = base64.b64encode(hmac.new(SECRET.encode(), data, sha256).digest()).decode()
    assert taken.headers["largesse-signature"] == f"hmac-sha256 {proof}"
    assert abs(int(taken.headers["largesse-timestamp"]) - now().timestamp()) < 10


async def test_a_public_key_checks_what_the_house_signs():
    pair = Ed25519PrivateKey.generate()
    private = base64.b64encode(pair.private_bytes_raw()).decode()
    async with gateway_server() as server:
        await gateway.carry(Gateway(server.address, "ed25519"), private, message())
    [taken] = server.taken
    kind, _, proof = taken.headers["largesse-signature"].partition(" ")
    data = taken.headers["largesse-timestamp"].encode() + b"." + taken.body
    pair.public_key().verify(base64.b64decode(proof), data)
    assert kind == "ed25519"


async def test_the_same_message_has_the_same_body_at_every_try():
    sent = message()
    async with gateway_server() as server:
        for _ in range(2):
            await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, sent)
    first, second = server.taken
    assert first.body == second.body


@pytest.mark.parametrize(
    ("answer", "trouble", "after_s"),
    [
        ("400 Bad Request", MessageRefused, None),
        ("401 Unauthorized", MessageRefused, None),
        ("404 Not Found", MessageRefused, None),
        ("429 Too Many Requests\r\nRetry-After: 7", CarrierBusy, 7),
        ("503 Service Unavailable\r\nRetry-After: 86400", CarrierBusy, 600),
        ("503 Service Unavailable\r\nRetry-After: soon", CarrierBusy, 0),
        ("500 Internal Server Error", CarrierBusy, 0),
        ("408 Request Timeout", CarrierBusy, 0),
        ("302 Found\r\nLocation: http://127.0.0.1:1/", CarrierBusy, 0),
    ],
)
async def test_four_is_final_and_busy_is_asked_again_when_it_says(answer, trouble, after_s):
    async with gateway_server() as server:
        server.answers.append(answer)
        with pytest.raises(trouble) as refused:
            await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, message())
    assert refused.value.said == f"HTTP {answer[:3]}"
    assert getattr(refused.value, "after_s", None) == after_s
    assert len(server.taken) == 1  # a redirect is not followed


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
async def test_whatever_says_taken_is_taken(status):
    async with gateway_server() as server:
        server.answers.append(status)
        await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, message())
    assert len(server.taken) == 1


async def test_a_date_to_come_back_at_is_understood():
    later = format_datetime(now() + timedelta(seconds=90), usegmt=True)
    async with gateway_server() as server:
        server.answers.append(f"429 Too Many Requests\r\nRetry-After: {later}")
        with pytest.raises(CarrierBusy) as refused:
            await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, message())
    assert 80 <= refused.value.after_s <= 90


async def test_one_who_never_answers_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(gateway, "WHOLE_S", 0.2)
    async with gateway_server() as server:
        server.answers.append("silence")
        with pytest.raises(CarrierUnreachable, match=r"notices\.reason\.no_answer"):
            await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, message())
    with pytest.raises(CarrierUnreachable):
        await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, message())


async def test_a_certificate_is_checked_for_the_name_and_not_for_the_address(tmp_path):
    issued = certificates(tmp_path)
    async with gateway_server(tls=issued.server, host="localhost") as server:
        await gateway.carry(Gateway(server.address, "hmac-sha256", ca=issued.ca), SECRET, message())
        with pytest.raises(CarrierUnreachable, match=r"CERTIFICATE_VERIFY_FAILED"):
            await gateway.carry(Gateway(server.address, "hmac-sha256"), SECRET, message())
    assert server.taken[0].headers["host"].startswith("localhost:")
    other = certificates(tmp_path, "gateway.example")
    async with gateway_server(tls=other.server, host="localhost") as server:
        with pytest.raises(CarrierUnreachable, match="Hostname mismatch"):
            await gateway.carry(Gateway(server.address, "hmac-sha256", ca=other.ca), SECRET, message())


async def test_in_production_an_address_inside_is_called_only_where_a_setting_names_it(production):
    async with gateway_server() as server:
        asked = Gateway(server.address, "hmac-sha256")
        with pytest.raises(AddressInside):
            await gateway.carry(asked, SECRET, message())
        assert server.taken == []
        with in_production(EGRESS_INSIDE="10.2.0.0/16, 127.0.0.0/8"):
            await gateway.carry(asked, SECRET, message())
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_an_address_inside_is_known_in_every_dress(production, address):
    assert not may_call(address)
    assert may_call("203.0.114.7")
    assert may_call("2400:3200::1")


def test_the_link_is_never_called():
    assert may_call("127.0.0.1")
    assert not may_call("169.254.169.254")


async def test_a_number_that_stands_for_this_machine_is_seen_through(production):
    with pytest.raises(AddressInside):
        await addresses_of("2130706433", 80)
    with pytest.raises(AddressUnknown):
        await addresses_of("no.such.host.invalid", 80)
    with pytest.raises(AddressUnknown):
        await addresses_of("a" * 70 + ".example", 80)


async def test_what_was_judged_is_what_is_connected_to(production, monkeypatch):
    async def answers(*_args, **_more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.114.7", 80)), *inside]

    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", answers, raising=False)
    with pytest.raises(AddressInside):
        await addresses_of("rebinding.example", 80)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://gateway.example/",
        "gateway.example",
        "https://",
        "https://user:pass@gateway.example/",
        "https://gateway.example/#a",
        "https://gateway.example:0/",
        "https://gateway.example:99999/",
        "https://gateway.example/a b",
        "https://gateway.example/\r\nx: y",
        "https://[::1",
        "https://gateway.example/" + "a" * 500,
    ],
)
def test_an_address_that_does_not_fit_is_told(url):
    with pytest.raises(Malformed) as refused:
        gateway_given(url, "hmac-sha256", "")
    assert refused.value.path == "url"


def test_production_takes_https_only(production):
    assert gateway_given("https://gateway.example/send?v=1", "ed25519", "")
    with pytest.raises(Malformed):
        gateway_given("http://gateway.example/send", "ed25519", "")


def test_a_secret_is_long_enough():
    for wrong in ("", "short", "x" * 501, "a secret with a\nline break"):
        with pytest.raises(Malformed):
            secret_given(wrong)
