"""Create an activity with its first draft, from a template or from an empty page."""

import re
from dataclasses import dataclass
from uuid import UUID

from largesse.activities.documents.template import BLANK, begin
from largesse.activities.lifecycle.records import Activity
from largesse.activities.revisions.drafts import NewRevision, insert
from largesse.identity.units.reads import names_of_units
from largesse.identity.units.records import UNIT
from largesse.identity.units.units import UnitMissing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.reasons import because, characters
from largesse.kernel.settings import settings
from largesse.kernel.writing import Name, code_given, name_given
from largesse.store.codes import alike
from largesse.store.work import Work

TITLE_MAX = 60
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")


@dataclass(frozen=True)
class SlugTaken(Refusal):
    """Another activity has this link name, or one that people cannot tell from it: ``slug``."""

    code = "activities.slug_taken"
    path = "slug"
    slug: str


@dataclass(frozen=True, kw_only=True)
class CreateActivity(Ask):
    """Begin an activity; without ``slug`` one is made up, without ``org_unit`` it is the maker's own."""

    title: Name = asked(f"Chinese title, up to {TITLE_MAX} characters.")
    title_en: Name = asked("English title.", default="")
    slug: str = asked("Link name; made up when empty.", default="")
    template: str = asked("Key of a template.", default=BLANK)
    org_unit: UUID | None = asked("Org unit, unt_…; null: one's own.", id=UNIT, name="unit", default=None)


@dataclass(frozen=True)
class ActivityCreated:
    """The new activity and its first draft."""

    activity: UUID
    slug: str
    draft_version: int


async def create_activity(ask: CreateActivity, *, actor: Actor, work: Work) -> ActivityCreated:
    """Begin an activity with a first draft.

    Raises:
        Malformed: ``kernel.malformed`` at title or slug.
        SlugTaken: ``activities.slug_taken``.
        TemplateMissing: ``activities.template_missing``.
        UnitMissing: ``identity.unit_missing``, also when out of reach.
    """
    actor.must("activities.create_activity")
    async with work.begin(ask, actor, use="activities.create_activity", answer=ActivityCreated) as tx:
        if tx.earlier:
            return tx.earlier
        title = _title(ask)
        unit = ask.org_unit or actor.unit
        if unit is None or not await names_of_units(tx, {unit}):
            raise UnitMissing(unit or UUID(int=0))
        actor.reach(unit, UnitMissing(unit))
        activity = new_id()
        slug = _slug(ask.slug, activity)
        taken = await alike(tx, Activity, slug, column="slug")
        if taken is not None:
            raise SlugTaken(taken)
        await tx.run(
            "insert into activities_activity"
            " (id, slug, title, org_unit, created_by, created_by_name, created_at, moved_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $7)",
            activity,
            slug,
            title,
            unit,
            actor.id,
            actor.name,
            tx.now,
        )
        document = begin(ask.template, title, tx.now, settings().zone)
        await insert(tx, NewRevision(activity, document), actor)
        tx.audit("activities.activity_created", str(activity), {"slug": slug}, org_unit=unit)
        return await tx.done(ActivityCreated(activity, slug, 1))


def _title(ask: CreateActivity) -> dict[str, str]:
    given = {"zh-CN": ask.title, "en": ask.title_en}
    named = {language: name_given(words, "title") for language, words in given.items()}
    title = {language: words for language, words in named.items() if words}
    if "zh-CN" not in title or max(map(len, title.values())) > TITLE_MAX:
        raise Malformed(characters(1, TITLE_MAX), "title")
    return title


def _slug(wanted: str, activity: UUID) -> str:
    given = code_given(wanted, "slug").lower() if wanted else ""
    slug = given or "a" + text_id("act", activity)[-12:]
    if not _SLUG.fullmatch(slug):
        raise Malformed(because("activities.reason.slug"), "slug")
    return slug
