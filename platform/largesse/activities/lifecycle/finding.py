"""How activities are found: all within reach, and those that an adviser may share."""

from functools import partial

from largesse.activities.lifecycle.reads import ActivityRow, ShareableRow, activities_page, shareable_page
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id


def _activity(row: ActivityRow, locale: str) -> Found:
    return Found(text_id(ACTIVITY, row.id), said(row.title, locale), row.slug, said(row.unit_name, locale))


def _shareable(row: ShareableRow, locale: str) -> Found:
    return Found(text_id(ACTIVITY, row.id), said(row.title, locale), row.slug)


ACTIVITY_FINDS = (
    FINDS.of(
        Find(
            "activity",
            "activities.read_activity",
            ACTIVITY,
            partial(activities_page, state=None),
            _activity,
        )
    ),
    FINDS.of(
        Find("shareable", "activities.read_activity", ACTIVITY, shareable_page, _shareable, listed=False)
    ),
)
