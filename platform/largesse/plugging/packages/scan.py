"""Take the plugins that lie on the plugin path into the catalogue; nothing of them runs."""

import structlog

from largesse.kernel.ids import new_id
from largesse.plugging.packages.discover import Found, discover, plugin_path
from largesse.plugging.packages.store import keep
from largesse.store.work import Work

_log = structlog.get_logger("largesse.plugging")


async def scan(work: Work) -> None:
    """Look at the plugin path once; unknown versions are copied and listed."""
    found, spoiled = discover(plugin_path())
    for one in spoiled:
        _log.warning("not a plugin", folder=one.folder.name, why=one.reason)
    for plugin in found:
        await list_version(work, plugin)


async def list_version(work: Work, found: Found) -> None:
    """Copy one version's code and list it, unless its digest is known."""
    keep(found.tree)
    async with work.job() as tx:
        await tx.run(
            "insert into plugging_plugin (id, name, created_at) values ($1, $2, $3) on conflict do nothing",
            new_id(),
            found.manifest.id,
            tx.now,
        )
        await tx.run(
            "insert into plugging_version"
            " (id, plugin, version, digest, entry, manifest, config_schema, found_at)"
            " select $1, p.id, $3, $4, $5, $6, $7, $8 from plugging_plugin p where p.name = $2"
            " on conflict (digest) do nothing",
            new_id(),
            found.manifest.id,
            found.manifest.version,
            found.tree.digest,
            found.entry,
            found.manifest_json,
            found.schema,
            tx.now,
        )
