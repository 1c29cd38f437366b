"""The form of a right on the client face: what is asked and why, answering, taking back."""

from dataclasses import replace
from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.reads import names_of
from largesse.audience.privacy.client import Privacy
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import phrased, said
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.entitlements.client import MyRight
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT, EntitlementMissing, State
from largesse.rights.form_answers import give
from largesse.rights.form_answers.standing import form_of
from largesse.rights.forms.answer import masked_answer
from largesse.rights.forms.form import SENSITIVE, Asked, Choice, Standing, asked_of
from largesse.rights.forms.reads import OwnForm, known_of, own_answers, own_forms


@strawberry.type(description="One answer that may be chosen.")
class FormChoice:
    """One choice."""

    value: str = named("What is sent.")
    label: str = named("What it is called.")

    @classmethod
    def of(cls, one: Choice, locale: str) -> Self:
        return cls(value=one.value, label=said(one.label, locale))


@strawberry.type(description="One field of a right's form.")
class FormFieldType:
    """One field."""

    key: str = named("Its key.")
    label: str = named("What is asked for.")
    type: str = named("text, long_text, name, id_number, mobile, email, address, day, whole, yes or choice.")
    required: bool = named("Whether it must be answered.")
    purpose: str = named("What it is for.")
    consent: str = named("What one agrees to.")
    consents: str = named("none, together or apart: how consent is given; apart where it is sensitive.")
    choices: list[FormChoice] = named("What may be chosen, of a choice.")
    known: str = named("What I told before, to begin with; empty: nothing, or it is sensitive.")
    answer: str = named("What I answered, masked; empty: nothing.")

    @classmethod
    def of(cls, one: Asked, known: str, answer: str, locale: str) -> Self:
        return cls(
            key=one.key,
            label=said(one.label, locale),
            type=one.type,
            required=one.required,
            purpose=said(one.purpose, locale),
            consent=said(one.consent, locale),
            consents={"C1": "none", SENSITIVE: "apart"}.get(one.klass, "together"),
            choices=[FormChoice.of(choice, locale) for choice in one.choices],
            known=known,
            answer=masked_answer(one.type, one.klass, answer) if answer else "",
        )


@strawberry.type(description="The form of a right of mine.")
class MyForm:
    """What is asked, and how it stands."""

    about: str = named("Whom it is about, masked; empty: me.")
    about_ref: str = named("Id of whom it is about, cli_….")
    due: bool = named("Whether something required is still to be answered.")
    open: bool = named("Whether it can be answered now.")
    given_at: datetime | None = named("When I answered; null: not yet.")
    sent_at: datetime | None = named("When it went to the provider; null: not yet.")
    provider_name: str = named("Who gets it.")
    fields: list[FormFieldType] = named("What is asked, in its order.")


@strawberry.type(description="What is wrong with one field.")
class FormProblem:
    """One field."""

    field: str = named("Its key.")
    message: str = named("What is expected, in words.")


@strawberry.type(description="The answers were looked at; with problems none of them is kept.")
class FormAnsweredType:
    """What is wrong."""

    problems: list[FormProblem] = named("What is wrong, by field; empty: the answers are kept.")


@strawberry.type(description="My answers are gone.")
class FormWithdrawnType:
    """What became of them."""

    id: str = named("Id of the right, ent_….")
    sent: bool = named("Whether they had gone to the provider before; it keeps what it was told.")

    @classmethod
    def of(cls, gone: give.FormWithdrawn) -> Self:
        return cls(id=text_id(RIGHT, gone.entitlement), sent=gone.sent)


@strawberry.type(description="Answers of mine that are held for a right.")
class AnswersHeld:
    """One right's answers."""

    right: str = named("Id of the right, ent_….")
    title: str = named("What the right is.")
    fields: str = named("Which fields were answered.")
    given_at: datetime = named("When.")

    @classmethod
    def of(cls, row: OwnForm, locale: str) -> Self:
        fields = (said(one.label, locale) for one in asked_of(row.form) if one.key in row.keys)
        return cls(
            right=text_id(RIGHT, row.entitlement),
            title=said(row.title, locale),
            fields=("、" if locale == "zh-CN" else ", ").join(fields),
            given_at=row.given_at,
        )


async def answer_form(ask: give.AnswerForm, info: Info) -> FormAnsweredType:
    """Keep answers with the consents in the page's language; say what is wrong in it."""
    context = info.context
    shown = replace(ask, locale=context.locale)
    found = await give.answer_form(shown, actor=context.who(), work=context.work)
    problems = [
        FormProblem(field=name, message=phrased(why, context.locale)) for name, why in found.problems.items()
    ]
    return FormAnsweredType(problems=problems)


def _is_open(one: Standing) -> bool:
    return State(one.state) in give.OPEN and (one.due or not one.given or one.sent_at is None)


@strawberry.type
class FormQuery:
    """A client's forms."""

    @strawberry.field(description="The form of a right of mine; null: it asks nothing, or is not mine.")
    @missing_as_null
    async def my_form(self, info: Info, right: str) -> MyForm | None:
        """Show what is asked."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("rights.own")
        ident = parse_id(RIGHT, right, "right")
        async with info.context.work.read() as read:
            one = await form_of(read, ident)
            if one.holder != actor.id:
                raise EntitlementMissing(ident)
            asked = asked_of(one.form)
            known = await known_of(read, one, asked)
            names = await names_of(read, [one.about]) if one.about != actor.id else {}
        if not asked:
            return None
        given = own_answers(one)
        fields = [
            FormFieldType.of(field, known.get(field.key, ""), given.get(field.key, ""), locale)
            for field in asked
        ]
        return MyForm(
            about=names.get(one.about, ""),
            about_ref=text_id(CLIENT, one.about),
            due=one.due,
            open=_is_open(one),
            given_at=one.given_at if one.given else None,
            sent_at=one.sent_at,
            provider_name=said(one.provider_name, locale),
            fields=fields,
        )


@strawberry.type
class FormMutation:
    """What a client does about a form."""

    answer_form = mutation(answer_form, "Answer the form of a right of mine; all of it, or nothing is kept.")
    withdraw_form = mutation(
        give.withdraw_form, "Take my answers to a right's form back.", shows=FormWithdrawnType.of
    )


@extends(MyRight)
@strawberry.type
class FormOfRight:
    """Whether a right asks something; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="Whether its form is to be answered before it is claimed or booked.")
    async def form_due(self, info: Info) -> bool:
        """Look at its form."""
        right = cast("MyRight", self).row
        if not right.own:
            return False
        async with info.context.work.read() as read:
            return (await form_of(read, right.id)).due


@extends(Privacy)
@strawberry.type
class FormsOfPrivacy:
    """What is held of forms; ``self`` is the privacy centre when the face is assembled."""

    @strawberry.field(description="Answers of mine that are held, newest first, at most 50.")
    async def answers(self, info: Info) -> list[AnswersHeld]:
        """Read which rights have answers."""
        async with info.context.work.read() as read:
            rows = await own_forms(read, info.context.who().id)
        return [AnswersHeld.of(row, info.context.locale) for row in rows]
