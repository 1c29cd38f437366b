"""What a client answered to a right's form, masked, on the right's trail; in clear for a purpose."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.reads import names_of
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.rights.form_answers.reveal import FormShown, reveal_form
from largesse.rights.form_answers.standing import form_of
from largesse.rights.forms.answer import masked_answer
from largesse.rights.forms.form import asked_of
from largesse.rights.forms.reads import own_answers
from largesse.rights.trail.console import Trail


@strawberry.type(description="One answer.")
class FormAnswer:
    """One field and what it was answered with."""

    key: str = named("Key of the field.")
    label: str = named("What was asked for.")
    klass: str = named("Its class of JR/T 0171: C1, C2 or C3.")
    value: str = named("The answer: masked on the trail, in clear where it was revealed; empty: none.")


@strawberry.type(description="The form of a right and how it stands.")
class FormOnTrail:
    """One form."""

    about: str = named("Whom it is about, masked.")
    for_holder: bool = named("Whether that is the holder.")
    due: bool = named("Whether something required is still to be answered.")
    given_at: datetime | None = named("When it was answered; null: not, or the answers are gone.")
    sent_at: datetime | None = named("When it went to the provider; null: not.")
    fields: list[FormAnswer] = named("Its fields, answers masked.")
    actions: list[str] = named("What the reader may do with it now: reveal.")


@strawberry.type(description="Answers in clear.")
class FormShownType:
    """What was revealed."""

    answers: list[FormAnswer] = named("Answers in clear.")

    @classmethod
    def of(cls, shown: FormShown, info: Info) -> Self:
        locale = info.context.locale
        return cls(
            answers=[
                FormAnswer(key=key, label=said(label, locale), klass=klass, value=value)
                for key, label, klass, value in shown.answers
            ]
        )


@extends(Trail)
@strawberry.type
class FormOfTrail:
    """The form of a right; ``self`` is the trail when the face is assembled."""

    @strawberry.field(description="The form that its client answers; null: it asks nothing.")
    async def form(self, info: Info) -> FormOnTrail | None:
        """Read what was answered."""
        actor, locale = info.context.who(), info.context.locale
        async with info.context.work.read() as read:
            one = await form_of(read, cast("Trail", self).entitlement_id)
            names = await names_of(read, [one.about])
        asked = asked_of(one.form)
        if not asked:
            return None
        values = own_answers(one)
        return FormOnTrail(
            about=names.get(one.about, ""),
            for_holder=one.about == one.holder,
            due=one.due,
            given_at=one.given_at if one.given else None,
            sent_at=one.sent_at,
            fields=[
                FormAnswer(
                    key=field.key,
                    label=said(field.label, locale),
                    klass=field.klass,
                    value=masked_answer(field.type, field.klass, values[field.key])
                    if field.key in values
                    else "",
                )
                for field in asked
            ],
            actions=["reveal"] if values and actor.may("rights.reveal_form") else [],
        )


@strawberry.type
class FormMutation:
    """What staff do with a form."""

    reveal_form = mutation(
        reveal_form, "Show the answers to a right's form in clear, for a purpose.", shows=FormShownType.of
    )
