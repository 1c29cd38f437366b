"""How places are searched and chosen."""

from functools import partial

from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.places.reads import PlaceRow, ResourceOf, places_page, resources_page
from largesse.rights.places.records import PLACE, RESOURCE

_ACTIVE = "active"


def _place(row: PlaceRow, locale: str) -> Found:
    note = f"{said(row.city, locale)} · {said(row.unit_name, locale)}"
    return Found(text_id(PLACE, row.id), said(row.name, locale), row.code, note, row.state != _ACTIVE)


def _resource(row: ResourceOf, locale: str) -> Found:
    closed = row.state != _ACTIVE
    return Found(text_id(RESOURCE, row.id), said(row.name, locale), "", said(row.place_name, locale), closed)


PLACE_FINDS = (
    FINDS.of(Find("place", "rights.view", PLACE, places_page, _place, partial(places_page, state=_ACTIVE))),
    FINDS.of(Find("resource", "rights.view", RESOURCE, resources_page, _resource, listed=False)),
)
