"""`largesse channel`: what carries messages to clients, set up, tested, enabled and disabled."""

import json
from dataclasses import MISSING, Field, fields
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from largesse.cli.asking import secret_of
from largesse.cli.speech import locale, say
from largesse.kernel.actor import SYSTEM
from largesse.kernel.copy import retold
from largesse.notices.channels.channels import NAMES
from largesse.notices.channels.reads import ChannelNow, channels_now
from largesse.notices.channels.set_up import CarryByHttp, CarryBySmtp, carry_by_http, carry_by_smtp
from largesse.notices.channels.switch import (
    DisableChannel,
    EnableChannel,
    disable_channel,
    enable_channel,
)
from largesse.notices.channels.try_channel import TryChannel, try_channel
from largesse.store.work import Read, Work

Asked = TypeVar("Asked", CarryBySmtp, CarryByHttp)
app = typer.Typer(help="Channels by which messages to clients go out.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help=f"The channel: {' or '.join(NAMES)}.")]


class Carrier(Enum):
    """What carries a channel's messages."""

    SMTP = "smtp"
    HTTP = "http"


@app.command("set")
def set_command(
    channel: Name,
    carrier: Annotated[Carrier, typer.Argument(help="What carries it.")],
    settings: Annotated[list[str], typer.Argument(help="NAME=VALUE, as host=mail.bank.example.")],
    secret_file: Annotated[
        Path | None, typer.Option(help="File with password or secret; - reads it.")
    ] = None,
) -> None:
    """Say what carries a channel; test it, then enable it.

    smtp: host, port, encryption (starttls, tls, none), user, sender, sender_name, ca.
    http: url, signing (hmac-sha256, ed25519), fresh_key (yes), ca. A value @FILE is read from a file.
    """
    from largesse.cli.acting import act

    given, secret = dict(map(_setting, settings)), secret_of(secret_file)

    async def keep(work: Work) -> ChannelNow:
        version = await _version(work, channel)
        if carrier is Carrier.SMTP:
            mail = _ask(CarryBySmtp, given, channel=channel, password=secret, version=version)
            await carry_by_smtp(mail, actor=SYSTEM, work=work)
        else:
            gateway = _ask(CarryByHttp, given, channel=channel, secret=secret, version=version)
            await carry_by_http(gateway, actor=SYSTEM, work=work)
        return await _now(work, channel)

    kept = act(keep)
    say("cli.channel_kept", {"channel": channel})
    key = kept.row.settings.get("public_key") if kept.row else ""
    if key:
        print(key, end="")


@app.command("test")
def test_command(
    channel: Name, to: Annotated[str, typer.Argument(help="Your own mobile number or e-mail address.")]
) -> None:
    """Send a test message; ends with 1 and the reason when it did not go out."""
    from largesse.cli.acting import act

    ask = TryChannel(channel=channel, to=to, locale=locale())
    tried = act(lambda work: try_channel(ask, actor=SYSTEM, work=work))
    if tried.ok:
        say("cli.channel_works", {"channel": channel})
        return
    print(retold(tried.why, locale()))
    raise typer.Exit(1)


@app.command("enable")
def enable_command(channel: Name) -> None:
    """Let a channel that was tested carry messages."""
    from largesse.cli.acting import act, key_of_command

    ask = EnableChannel(key=key_of_command(), channel=channel)
    act(lambda work: enable_channel(ask, actor=SYSTEM, work=work))
    say("cli.channel_enabled", {"channel": channel})


@app.command("disable")
def disable_command(channel: Name) -> None:
    """Let a channel carry nothing; it can be enabled again."""
    from largesse.cli.acting import act, key_of_command

    ask = DisableChannel(key=key_of_command(), channel=channel)
    act(lambda work: disable_channel(ask, actor=SYSTEM, work=work))
    say("cli.channel_disabled", {"channel": channel})


@app.command("list")
def list_command(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Print the channels and what carries them; secrets are not shown."""
    from largesse.cli.look import look

    found = look(channels_now)
    if as_json:
        print(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        print("  ".join(f"{name}={value}" for name, value in _plain(one).items() if value not in {None, ""}))


def _setting(said: str) -> tuple[str, str]:
    """Read NAME=VALUE; a value @FILE stands for the file's text."""
    name, equals, value = said.partition("=")
    if not equals:
        raise typer.BadParameter(f"NAME=VALUE, not {said}")
    if not value.startswith("@"):
        return name, value
    try:
        return name, Path(value[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{value[1:]}: {error}") from error


def _ask(kind: type[Asked], given: dict[str, str], **known: str | int) -> Asked:
    """Make an ask from settings that were typed: numbers and yes or no become what they are."""
    kinds = {one.name: one.type for one in fields(kind) if one.name not in {"key", *known}}
    unknown = given.keys() - kinds.keys()
    if unknown:
        raise typer.BadParameter(f"{min(unknown)} is none of {', '.join(kinds)}")
    typed: dict[str, Any] = dict(given)
    for name, value in given.items():
        if kinds[name] is int and not value.isdecimal():
            raise typer.BadParameter(f"{name}: a number, not {value}")
        if kinds[name] is bool and value not in {"yes", "no"}:
            raise typer.BadParameter(f"{name}: yes or no, not {value}")
        typed[name] = int(value) if kinds[name] is int else value == "yes" if kinds[name] is bool else value
    missing = [one.name for one in fields(kind) if _needed(one) and one.name not in {*known, *typed}]
    if missing:
        raise typer.BadParameter(f"{missing[0]}=… is missing")
    return kind(**(typed | known))


def _needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


async def _version(work: Work, channel: str) -> int:
    """Give the version that a command writes over: whatever stands there now."""
    row = (await _now(work, channel)).row
    return row.version if row else 0


async def _now(work: Work, channel: str) -> ChannelNow:
    async with work.read() as read:
        return await _of(read, channel)


async def _of(read: Read, channel: str) -> ChannelNow:
    found = await channels_now(read)
    return next((one for one in found if one.channel == channel), ChannelNow(channel, None, "nobody"))


def _plain(one: ChannelNow) -> dict[str, object]:
    row = one.row
    return {
        "channel": one.channel,
        "carried_by": one.carried_by,
        "state": row.state if row else "unset",
        "carrier": row.carrier if row else "",
        "place": (row.settings.get("url") or row.settings.get("host")) if row else "",
        "tested": row.tested_ok if row else None,
        "why": retold(row.tested_why, locale()) if row and row.tested_why else "",
    }
