"""How clients are found: those of the house, and those of an adviser's own book; names stay masked."""

from functools import partial

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import ClientRow, clients_page
from largesse.audience.clients.records import CLIENT
from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.copy import in_locale
from largesse.kernel.ids import text_id


def _client(row: ClientRow, locale: str) -> Found:
    note = f"{in_locale(row.tier_zh, row.tier_en, locale)} · {in_locale(row.unit_zh, row.unit_en, locale)}"
    return Found(text_id(CLIENT, row.id), mask_name(row.name), row.ext_id, note, row.blocked)


CLIENT_FINDS = (
    FINDS.of(Find("client", "audience.read_clients", CLIENT, clients_page, _client)),
    FINDS.of(Find("own_client", "audience.own_clients", CLIENT, partial(clients_page, own=True), _client)),
)
