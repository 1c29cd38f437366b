"""How plugins are found."""

from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.plugging.installations.reads import CataloguePlugin, plugins_page
from largesse.plugging.installations.views import PLUGIN


def _plugin(row: CataloguePlugin, locale: str) -> Found:
    return Found(text_id(PLUGIN, row.id), said(row.manifest.title, locale), row.name, row.version)


PLUGIN_FINDS = (FINDS.of(Find("plugin", "plugging.view", PLUGIN, plugins_page, _plugin)),)
