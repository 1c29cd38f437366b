"""An SMTP server takes an e-mail or says why not: final, for now, unreachable, not trusted."""

import asyncio

import pytest
from tests.kit.certificates import certificates
from tests.kit.post import mail_server

from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id, text_id
from largesse.notices.carriers import smtp
from largesse.notices.carriers.smtp import Smtp, smtp_given
from largesse.notices.channel import Outgoing
from largesse.notices.records import MESSAGE, MessageId
from largesse.notices.trouble import (
    CarrierBusy,
    CarrierInClear,
    CarrierUnreachable,
    MessageRefused,
    NotAnAddress,
    RecipientRefused,
    SignInRefused,
)

TO = "wang@client.example"


def to(address=TO):
    return Outgoing(
        MessageId(new_id()), "email", address, "notices.code", "您的验证码为 123456，5 分钟内有效。", "zh-CN"
    )


def at(at_port, **changes):
    fields = {
        "host": "127.0.0.1",
        "port": at_port,
        "encryption": "none",
        "user": "",
        "sender": "gifts@bank.example",
        "sender_name": "乐赠私人银行",
        "ca": "",
    }
    return Smtp(**(fields | changes))


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    return certificates(tmp_path_factory.mktemp("certificates"))


async def test_names_subject_and_text_arrive_as_they_were_written():
    message = to()
    async with mail_server() as server:
        await smtp.carry(at(server.port), "", message)
    [mail] = server.mails
    assert mail["From"].addresses[0].display_name == "乐赠私人银行"
    assert mail["From"].addresses[0].addr_spec == "gifts@bank.example"
    assert mail["To"] == TO
    assert mail["Subject"] == "【乐赠私人银行】验证码"
    assert mail.get_content().strip() == message.text
    assert mail["Message-ID"] == f"<{text_id(MESSAGE, message.id)}@bank.example>"


async def test_headers_on_the_wire_are_plain_and_only_the_name_is_encoded():
    head = smtp.written(at(25), to()).as_bytes().split(b"\r\n\r\n")[0]
    assert head.isascii()
    assert b"?= <gifts@bank.example>" in head


async def test_starttls_and_tls_carry_what_a_password_opens(issued):
    for how, context in (("starttls", {"starttls": issued.server}), ("tls", {"tls": issued.server})):
        async with mail_server(password="s3cret", **context) as server:
            told = at(server.port, host="localhost", encryption=how, user="gifts", ca=issued.ca)
            await smtp.carry(told, "s3cret", to())
            assert (len(server.mails), server.signed_in) == (1, ["gifts"])
            with pytest.raises(SignInRefused, match="535"):
                await smtp.carry(told, "wrong", to())


async def test_a_server_that_nobody_vouches_for_gets_nothing(issued, tmp_path):
    async with mail_server(tls=issued.server) as server:
        with pytest.raises(CarrierUnreachable, match=r"self-signed|unable to get local issuer"):
            await smtp.carry(at(server.port, host="localhost", encryption="tls"), "", to())
    assert server.mails == []
    other = certificates(tmp_path, "mail.bank.example")
    async with mail_server(tls=other.server) as server:
        told = at(server.port, host="localhost", encryption="tls", ca=other.ca)
        with pytest.raises(CarrierUnreachable, match="mismatch"):
            await smtp.carry(told, "", to())
    assert server.mails == []


async def test_a_server_without_starttls_gets_nothing():
    async with mail_server() as server:
        with pytest.raises(CarrierInClear):
            await smtp.carry(at(server.port, encryption="starttls"), "", to())
    assert server.mails == []


@pytest.mark.parametrize(
    ("answers", "trouble"),
    [
        ({"to_recipient": f"550 5.1.1 <{TO}> user unknown"}, RecipientRefused),
        ({"to_recipient": "450 4.7.1 greylisted, try again later"}, CarrierBusy),
        ({"to_message": "554 5.7.1 no spam here"}, MessageRefused),
        ({"to_message": "451 4.3.0 no space"}, CarrierBusy),
    ],
)
async def test_five_is_final_and_four_is_not(answers, trouble):
    async with mail_server(**answers) as server:
        with pytest.raises(trouble) as refused:
            await smtp.carry(at(server.port), "", to())
    assert refused.value.said[:3] == next(iter(answers.values()))[:3]
    assert TO not in refused.value.said


async def hangs(reader, writer):
    """Take a connection and say nothing."""
    await reader.read()
    writer.close()


async def test_nobody_there_and_a_server_that_hangs_are_told_in_time(monkeypatch):
    monkeypatch.setattr(smtp, "WHOLE_S", 0.2)
    hanging = await asyncio.start_server(hangs, "127.0.0.1", 0)
    async with hanging:
        port = hanging.sockets[0].getsockname()[1]
        with pytest.raises(CarrierUnreachable, match=r"notices\.reason\.no_answer"):
            await smtp.carry(at(port), "", to())
    with pytest.raises(CarrierUnreachable, match=f"127.0.0.1:{port}"):
        await smtp.carry(at(port), "", to())


@pytest.mark.parametrize(
    "address",
    ["a@b.example\r\nBcc: x@y.example", "a b@c.example", "<a@b.example>", "a@b.example,c@d.example", ""],
)
async def test_no_recipient_brings_a_header_or_a_second_recipient_along(address):
    async with mail_server() as server:
        with pytest.raises(NotAnAddress):
            await smtp.carry(at(server.port), "", to(address))
    assert server.mails == []


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("host", "mail bank", "host"),
        ("host", "", "host"),
        ("host", "mail.bank.example\r\n", "host"),
        ("port", 0, "port"),
        ("port", 65_536, "port"),
        ("encryption", "ssl", "encryption"),
        ("user", "a\r\nb", "user"),
        ("sender", "bank", "sender"),
        ("sender_name", "Bank\r\nBcc: x@y.example", "senderName"),
        ("sender_name", "Ba\u202enk", "senderName"),
        ("ca", "certificate", "ca"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_by_its_field(field, value, path):
    with pytest.raises(Malformed) as refused:
        smtp_given(at(25, **{field: value}))
    assert refused.value.path == path


def test_without_encryption_only_on_this_machine():
    assert smtp_given(at(25, host="localhost"))
    with pytest.raises(Malformed):
        smtp_given(at(25, host="mail.bank.example"))
