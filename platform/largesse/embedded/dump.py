"""Dumping a database into a file and restoring it with PostgreSQL's own programs.

Invariant   a dump is complete or not there; only an empty database is restored into
"""

from pathlib import Path

from largesse.embedded.children import run
from largesse.embedded.postgres import ENVIRONMENT, Postgres
from largesse.embedded.refusals import DatabaseNotEmpty, FileMissing, FileThere

TIMEOUT_S = 24 * 3600


def export_to(postgres: Postgres, file: Path) -> None:
    """Dump the database; the server must answer.

    Raises:
        FileThere: ``embedded.file_there``.
        ProgramFailed: ``embedded.program_failed``.
    """
    if file.exists():
        raise FileThere(file=str(file))
    part = file.with_name(f"{file.name}.part")
    dump = [str(postgres.bin / "pg_dump"), "--format=custom", f"--file={part}", f"--dbname={postgres.dsn()}"]
    try:
        run("pg_dump", dump, ENVIRONMENT, timeout_s=TIMEOUT_S)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def import_from(postgres: Postgres, file: Path) -> None:
    """Fill the empty database from a dump in one transaction; the server must answer.

    Raises:
        FileMissing: ``embedded.file_missing``.
        DatabaseNotEmpty: ``embedded.database_not_empty``.
        ProgramFailed: ``embedded.program_failed``.
    """
    if not file.is_file():
        raise FileMissing(file=str(file))
    count = (
        "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
    )
    ask = [str(postgres.bin / "psql"), "-qXAt", f"--dbname={postgres.dsn()}", "-c", count]
    tables = int(run("psql", ask, ENVIRONMENT))
    if tables:
        raise DatabaseNotEmpty(tables=tables)
    fill = ["--single-transaction", "--exit-on-error", f"--dbname={postgres.dsn()}", str(file)]
    run("pg_restore", [str(postgres.bin / "pg_restore"), *fill], ENVIRONMENT, timeout_s=TIMEOUT_S)
