"""Templates on the console face."""

import strawberry

from largesse.activities.documents.template import Template, templates
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named


@strawberry.type(description="A document to begin from.")
class ActivityTemplate:
    """One template of the shelf."""

    key: str = named("Its code; blank is the empty page.")
    title: str = named("Name in the request's language.")
    summary: str = named("What it is for.")
    document: JsonDocument = named("The document, activity.v1.")

    @classmethod
    def of(cls, one: Template, locale: str) -> "ActivityTemplate":
        return cls(
            key=one.code,
            title=one.title[locale],
            summary=one.summary[locale],
            document=JsonDocument(one.document),
        )


@strawberry.type
class TemplateQuery:
    """Templates."""

    @strawberry.field(description="Documents to begin from, the empty page first.")
    async def activity_templates(self, info: Info) -> list[ActivityTemplate]:
        """List templates."""
        info.context.who().must("activities.read_activity")
        return [ActivityTemplate.of(one, info.context.locale) for one in templates()]
