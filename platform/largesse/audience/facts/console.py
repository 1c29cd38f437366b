"""Facts and audiences on the console face."""

from typing import Self

import strawberry

from largesse.audience.facts import count
from largesse.audience.facts.facts import Fact, declared
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.expression import facts_named


@strawberry.type(description="A declared fact that an expression may ask.")
class AudienceFact:
    """One fact of the registry."""

    name: str = named("Name, as tier.")
    kind: str = named("text, number, flag or day.")
    title: str = named("Title in the request's language.")
    field_class: str = named("C1, C2 or C3 of JR/T 0171.")
    regulated: str = named("none, deposit, wealth, fund, insurance or loan.")
    values: list[str] = named("The choices, where there are few.")

    @classmethod
    def of(cls, fact: Fact, locale: str) -> Self:
        return cls(
            name=fact.name,
            kind=fact.kind,
            title=fact.en if locale == "en" else fact.zh,
            field_class=fact.klass,
            regulated=fact.regulated,
            values=list(fact.values),
        )


@strawberry.type(description="How many clients an expression means.")
class AudienceCount:
    """A live count."""

    count: int = named("Clients for whom the answer is yes.")
    of_all: int = named("Clients asked: within reach and not blocked.")
    cut: bool = named("Whether there are more clients than were asked.")
    facts: list[AudienceFact] = named("The facts the expression asks.")


@strawberry.type
class FactQuery:
    """Queries of facts."""

    @strawberry.field(description="The facts that an audience may ask.")
    async def audience_facts(self, info: Info) -> list[AudienceFact]:
        """List the registry."""
        info.context.who().must("audience.count_audience")
        return [AudienceFact.of(fact, info.context.locale) for fact in declared(info.context.work.house)]

    @strawberry.field(description="How many clients within reach an expression means; null when it is none.")
    async def audience_count(self, info: Info, expression: JsonDocument) -> AudienceCount | None:
        """Count an audience, live."""
        actor = info.context.who()
        actor.must("audience.count_audience")
        if count.problems_of(info.context.work.house, expression):
            return None
        async with info.context.work.read() as read:
            counted = await count.count_audience(read, expression, actor)
        asked = facts_named(expression)
        facts = [
            AudienceFact.of(fact, info.context.locale)
            for fact in declared(info.context.work.house)
            if fact.name in asked
        ]
        return AudienceCount(count=counted.count, of_all=counted.of_all, cut=counted.cut, facts=facts)
