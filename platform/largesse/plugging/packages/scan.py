"""Take the plugins that lie on the plugin path into the catalogue; nothing of them runs."""

import structlog

from largesse.kernel.ids import new_id
from largesse.plugging.packages.discover import Found, discover, plugin_path
from largesse.plugging.packages.records import Plugin, PluginId
from largesse.plugging.packages.stored_code import keep
from largesse.store.work import Work

_log = structlog.get_logger("largesse.plugging")


async def scan(work: Work) -> None:
    """Look at the plugin path once; unknown versions are copied and listed."""
    found, broken = discover(plugin_path())
    for one in broken:
        _log.warning("broken plugin package", folder=one.folder.name, why=one.reason)
    for plugin in found:
        await list_version(work, plugin)


async def list_version(work: Work, found: Found) -> PluginId:
    """Copy one version's code and list it, unless its digest is known; gives the plugin's id."""
    keep(found.tree)
    name = found.manifest.id
    async with work.job() as tx:
        await tx.run(
            "insert into plugging_plugin (id, name, created_at) values ($1, $2, $3) on conflict do nothing",
            new_id(),
            name,
            tx.now,
        )
        plugin = await Plugin.get(name=name, using_db=tx.conn)
        await tx.run(
            "insert into plugging_version"
            " (id, plugin, version, digest, entry, manifest, config_schema, found_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (digest) do update set removed_at = null"
            " where plugging_version.removed_at is not null",
            new_id(),
            plugin.id,
            found.manifest.version,
            found.tree.digest,
            found.entry,
            found.manifest_json,
            found.schema,
            tx.now,
        )
    return PluginId(plugin.id)
