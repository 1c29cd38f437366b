"""`largesse ledger`: prove the books, print the trial balance."""

import json
import sys
from dataclasses import asdict
from datetime import date

import typer

from largesse.kernel.money import figure

app = typer.Typer(help="The ledger.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Group the commands."""


@app.command()
def verify(as_json: bool = typer.Option(False, "--json", help="Print the proof as JSON.")) -> None:
    """Recompute every hash, balance and seal; exit 1 when something does not hold."""
    from largesse.cli.look import look
    from largesse.settlement.ledger.verify import verify as prove

    found = look(prove)
    if as_json:
        print(json.dumps(asdict(found) | {"holds": found.holds}))
    else:
        print(f"{found.entries} entries, {found.postings} postings, {found.sealed_days} sealed days")
        for one in found.findings:
            print(f"{one.rule}: {one.where}")
        print("The books hold." if found.holds else "The books do not hold.")
    sys.exit(0 if found.holds else 1)


@app.command("trial-balance")
def trial_balance(
    as_of: str = typer.Option("", help="Business day, YYYY-MM-DD; default: everything."),
    entity: str = typer.Option("", help="Code of the accounting entity; default: the institution's."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """Print every account's debits, credits and balance; as JSON in minor units."""
    from largesse.cli.look import look
    from largesse.settlement.ledger.balance import AccountBalance
    from largesse.settlement.ledger.balance import trial_balance as add_up
    from largesse.settlement.ledger.entity import entity_called
    from largesse.store.work import Read

    try:
        day = date.fromisoformat(as_of) if as_of else date(9999, 12, 31)
    except ValueError as error:
        raise typer.BadParameter("a day is YYYY-MM-DD") from error

    async def lines(read: Read) -> list[AccountBalance]:
        found = await entity_called(read, entity)
        if found is None:
            raise typer.BadParameter(f"there is no accounting entity {entity}")
        return await add_up(read, found, day)

    rows = look(lines)
    if as_json:
        print(json.dumps([asdict(one) | {"net_minor": one.net_minor} for one in rows], ensure_ascii=False))
        return
    for one in rows:
        _print_line(f"{one.book:5}{one.code:14}", one.currency, one.dr_minor, one.cr_minor, one.net_minor)
    ledger = [one for one in rows if one.book == "gl"]
    for currency in sorted({one.currency for one in ledger}):
        own = [one for one in ledger if one.currency == currency]
        _print_line(f"{'':19}", currency, sum(o.dr_minor for o in own), sum(o.cr_minor for o in own))


def _print_line(head: str, currency: str, *amounts_minor: int) -> None:
    print(head + currency + "".join(f"{figure(one, currency, grouped=True):>18}" for one in amounts_minor))
