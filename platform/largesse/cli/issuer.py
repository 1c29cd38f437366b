"""`largesse issuer`: the bank's apps whose signature lets clients in, registered by their public keys."""

import json
from typing import Annotated

import typer

from largesse.audience.issuers.public_key import TEXT_MAX
from largesse.audience.issuers.reads import LaunchIssuerRow, issuers_page
from largesse.audience.issuers.register import (
    AddLaunchIssuer,
    LaunchKeyAdded,
    RotateLaunchKey,
    add_launch_issuer,
    rotate_launch_key,
)
from largesse.audience.issuers.revoke import (
    RevokeLaunchIssuer,
    StopLaunchKey,
    revoke_launch_issuer,
    stop_launch_key,
)
from largesse.cli.asking import sure
from largesse.cli.speech import say
from largesse.kernel.actor import SYSTEM
from largesse.store.keyset import Page, Wish
from largesse.store.work import Read

LISTED_MAX = 100
app = typer.Typer(help="The bank's apps that sign launch tokens.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The app, exactly as its tokens say in iss.")]
Key = Annotated[typer.FileText, typer.Option("--key", help="The public key, JWK or PEM; - reads it.")]
Kid = Annotated[str, typer.Option(help="How tokens name the key; default: the JWK's own, its thumbprint.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again.")]


@app.command("add")
def add(issuer: Name, key: Key, kid: Kid = "") -> None:
    """Register an app; one that was revoked, again with another key."""
    from largesse.cli.acting import act, key_of_command

    ask = AddLaunchIssuer(key=key_of_command(), issuer=issuer, public_key=key.read(TEXT_MAX + 1), kid=kid)
    _told(act(lambda work: add_launch_issuer(ask, actor=SYSTEM, work=work)))


@app.command("rotate")
def rotate(issuer: Name, key: Key, kid: Kid = "") -> None:
    """Give an app one more key; the earlier ones stay until they are stopped."""
    from largesse.cli.acting import act, key_of_command

    ask = RotateLaunchKey(key=key_of_command(), issuer=issuer, public_key=key.read(TEXT_MAX + 1), kid=kid)
    _told(act(lambda work: rotate_launch_key(ask, actor=SYSTEM, work=work)))


@app.command("stop")
def stop(issuer: Name, kid: Annotated[str, typer.Argument(help="The key's name.")], yes: Yes = False) -> None:
    """Take no token any more that this key signed."""
    from largesse.cli.acting import act, key_of_command

    sure(f"{issuer} {kid}", yes=yes)
    ask = StopLaunchKey(key=key_of_command(), issuer=issuer, kid=kid)
    act(lambda work: stop_launch_key(ask, actor=SYSTEM, work=work))
    say("cli.issuer_key_stopped", {"issuer": issuer, "kid": kid})


@app.command("revoke")
def revoke(
    issuer: Name,
    end_sessions: Annotated[bool, typer.Option("--end-sessions", help="End what it opened too.")] = False,
    yes: Yes = False,
) -> None:
    """Take no token of an app any more, from now on."""
    from largesse.cli.acting import act, key_of_command

    sure(issuer, yes=yes)
    ask = RevokeLaunchIssuer(key=key_of_command(), issuer=issuer, end_sessions=end_sessions)
    revoked = act(lambda work: revoke_launch_issuer(ask, actor=SYSTEM, work=work))
    say("cli.issuer_revoked", {"issuer": revoked.issuer, "sessions": revoked.sessions})


@app.command("list")
def list_them(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Print the apps and their keys."""
    from largesse.cli.look import look

    async def rows(read: Read) -> list[LaunchIssuerRow]:
        return (await issuers_page(read, SYSTEM, Wish(Page(LISTED_MAX, None)))).rows

    found = look(rows)
    if as_json:
        print(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        print(f"{one.issuer}  {one.state}")
        for key in one.keys:
            print(f"    {key.kid}  {key.state}  {key.thumbprint}  {key.used_at or '-'}")


def _plain(one: LaunchIssuerRow) -> dict[str, object]:
    keys = [{"kid": key.kid, "state": key.state, "thumbprint": key.thumbprint} for key in one.keys]
    return {"issuer": one.issuer, "state": one.state, "keys": keys}


def _told(added: LaunchKeyAdded) -> None:
    say("cli.issuer_key_added", {"issuer": added.issuer, "kid": added.kid})
