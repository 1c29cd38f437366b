"""Data travel into a file and back, also from the system's older PostgreSQL to ours."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from largesse.embedded.cluster import Cluster, cluster
from largesse.embedded.dump import export_to, import_from
from largesse.embedded.refusals import DatabaseNotEmpty, FileMissing, FileThere, OtherMajor

pytestmark = pytest.mark.slow
OLDER_BINS = (Path(f"/usr/lib/postgresql/{major}/bin") for major in (15, 16, 17))
OLDER = next((folder for folder in OLDER_BINS if (folder / "postgres").exists()), None)


def ask(servers: Cluster, sql: str) -> object:
    async def asked() -> object:
        link = await asyncpg.connect(servers.postgres_dsn)
        try:
            return await link.fetchval(sql)
        finally:
            await link.close()

    return asyncio.run(asked())


def test_a_dump_fills_an_empty_database_and_never_one_that_holds_something(home, place):
    dump = place / "all.dump"
    with cluster(home) as servers:
        ask(servers, "create table kept as select 7 as x")
        export_to(servers.postgres, dump)
        with pytest.raises(FileThere):
            export_to(servers.postgres, dump)
        with pytest.raises(DatabaseNotEmpty):
            import_from(servers.postgres, dump)
    with cluster(place / "other") as servers:
        with pytest.raises(FileMissing):
            import_from(servers.postgres, place / "nothing.dump")
        import_from(servers.postgres, dump)
        assert ask(servers, "select x from kept") == 7


@pytest.mark.skipif(OLDER is None, reason="this machine has no older PostgreSQL")
def test_data_of_an_older_major_version_travel_to_ours_by_the_way_out_that_the_refusal_names(
    home, place, monkeypatch
):
    dump = place / "all.dump"
    monkeypatch.setenv("LARGESSE_POSTGRES_BIN", str(OLDER))
    with cluster(home) as servers:
        ask(servers, "create table kept as select 7 as x")
    monkeypatch.delenv("LARGESSE_POSTGRES_BIN")
    with pytest.raises(OtherMajor), cluster(home):
        pass
    monkeypatch.setenv("LARGESSE_POSTGRES_BIN", str(OLDER))
    with cluster(home) as servers:
        export_to(servers.postgres, dump)
    monkeypatch.delenv("LARGESSE_POSTGRES_BIN")
    (home / "postgres").rename(home / "postgres-older")
    with cluster(home) as servers:
        import_from(servers.postgres, dump)
        assert ask(servers, "select x from kept") == 7
        assert str(ask(servers, "show server_version")).startswith("18")
