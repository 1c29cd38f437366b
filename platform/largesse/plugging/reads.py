"""Queries for the plugin screens."""

from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

Row = dict[str, Any]
SORTS = {
    "key": Sort("p.name"),
    "name": Sort("p.name"),
    "state": Sort("coalesce(i.state, 'available')"),
    "version": Sort("v.version"),
}
PROBLEMS_MAX = 50
_COLUMNS = """p.id, p.name, v.version, v.digest, v.manifest, v.config_schema, i.id as installation, i.state,
  i.org_unit, i.environment, i.isolation, i.config as config_n, i.tested_at, i.tested_ok, i.tested_config,
  i.test_facts, c.data as config, c.secrets as secrets"""
_REACH = "i.plugin = p.id and i.state <> 'uninstalled'"


def _source(actor: Actor, asked: List) -> str:
    reach = _REACH
    if actor.units is not None:
        reach += f" and (i.org_unit is null or i.org_unit = any({asked.param(list(actor.units))}::uuid[]))"
    return f"""plugging_plugin p
      left join lateral (select i.* from plugging_installation i where {reach}
        order by i.org_unit nulls last, i.installed_at limit 1) i on true
      join lateral (select v.* from plugging_version v where v.plugin = p.id
        and (i.version is null or v.id = i.version) order by v.found_at desc limit 1) v on true
      left join plugging_config c on c.installation = i.id and c.n = i.config"""  # noqa: S608 - constants of this module


async def plugins_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List the plugins of the catalogue with the installation within reach."""
    asked = List(_COLUMNS, "", "p.id")
    asked.source = _source(actor, asked)
    asked.search(wish.search, "p.name", "v.manifest->>'title'")
    return await listed(read, asked, chosen(wish.sort, SORTS, "name"), wish.page)


async def plugin_row(read: Read, actor: Actor, plugin: UUID) -> Row | None:
    """Give one plugin of the catalogue with its installation."""
    asked = List(_COLUMNS, "", "p.id")
    asked.source = _source(actor, asked)
    place = asked.param(plugin)
    sql = f"select {_COLUMNS} from {asked.source} where p.id = {place}"  # noqa: S608 - constants of this module
    return await read.row(sql, *asked.args)


async def plugin_of(read: Read, installation: UUID) -> UUID | None:
    """Give the plugin of an installation."""
    found: UUID | None = await read.value(
        "select plugin from plugging_installation where id = $1", installation
    )
    return found


async def problem_rows(read: Read, installation: UUID) -> list[Row]:
    """List an installation's open problems, the newest first."""
    return await read.rows(
        "select id, key, note, count, critical, last_at from plugging_problem"
        " where installation = $1 and dismissed_by is null order by last_at desc limit $2",
        installation,
        PROBLEMS_MAX,
    )
