"""`largesse staff`: be the second person on the machine, where the house has too few administrators."""

from typing import Annotated

import typer

from largesse.cli.acting import act
from largesse.cli.loading import loading
from largesse.cli.speech import say

app = typer.Typer(help="Staff, from the machine itself.", no_args_is_help=True)
Login = Annotated[str, typer.Argument(help="Whom: e-mail or staff number.")]


@app.callback()
def _group() -> None:
    """Group the commands."""


@app.command()
def reset(
    login: Login,
    code: Annotated[str, typer.Argument(help="The eight digits that the person reads out.")],
    alone: bool = typer.Option(False, "--alone", help="Be both people: nobody who administers can sign in."),
) -> None:
    """Vouch for somebody's new password: as one of two, or alone where nobody else administers."""
    with loading():
        from largesse.identity.resets.vouching import vouch_on_machine

    standing = act(lambda work: vouch_on_machine(login, code, alone=alone, work=work))
    say(f"cli.reset_{standing.state}", {"login": login})


@app.command()
def approve(login: Login) -> None:
    """Sign what an administrator proposed about somebody, where there is no second administrator."""
    with loading():
        from largesse.identity.staff.decide import approve_on_machine

    act(lambda work: approve_on_machine(login, work=work))
    say("cli.staff_approved", {"login": login})
