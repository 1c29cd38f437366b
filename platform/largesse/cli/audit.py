"""`largesse audit`: verify the chain of audit rows."""

import json
import sys
from dataclasses import asdict

import typer

from largesse.cli.speech import say

app = typer.Typer(help="The audit chain.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Group the commands."""


@app.command()
def verify(as_json: bool = typer.Option(False, "--json", help="Print the verdict as JSON.")) -> None:
    """Walk the chain and name the first row that does not fit; exit 1 when there is one."""
    from largesse.cli.look import look
    from largesse.store import audit

    found = look(audit.verify)
    if as_json:
        print(json.dumps(asdict(found)))
    else:
        say("cli.audit_holds" if found.broken_at is None else "cli.audit_broken", asdict(found))
    sys.exit(0 if found.broken_at is None else 1)
