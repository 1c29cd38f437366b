"""`largesse db`: dump the embedded database into a file and restore it, also into the next major version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from largesse.cli.speech import say
from largesse.embedded.binaries import postgres_bin
from largesse.embedded.cluster import cluster
from largesse.embedded.dump import export_to, import_from
from largesse.embedded.home import check_home
from largesse.embedded.locks import supervisor_of
from largesse.embedded.postgres import Postgres
from largesse.embedded.refusals import NoData, OwnDatabase
from largesse.kernel.settings import settings

app = typer.Typer(help="Dump the embedded database into a file and restore it.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A dump in PostgreSQL's own archive format.")]


@app.command("export")
def export(file: File) -> None:
    """Write the whole database into FILE, which must not exist; works while Largesse runs, too."""
    home = settings().home
    if not settings().database_url and not (home / "postgres").exists():
        raise NoData(home=str(home))
    with _answering() as postgres:
        export_to(postgres, file)
    say("cli.exported", {"file": str(file), "bytes": file.stat().st_size})


@app.command("import")
def import_(file: File) -> None:
    """Fill an empty database from FILE, then bring the schema up to date with `largesse migrate`."""
    with _answering() as postgres:
        import_from(postgres, file)
    say("cli.imported", {"file": str(file)})


@contextmanager
def _answering() -> Iterator[Postgres]:
    """Give the embedded database, started for the occasion unless it runs."""
    chosen = settings()
    if chosen.database_url:
        raise OwnDatabase
    if supervisor_of(chosen.home):
        home = check_home(chosen.home)
        yield Postgres(home, postgres_bin(home))
        return
    with cluster(chosen.home) as servers:
        yield servers.postgres
