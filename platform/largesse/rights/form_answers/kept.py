"""What is kept of a client's answers, for his own eyes: held, agreed to, told to whom; destroyed with him.

Invariant   erasing a client destroys his answers and those about him; consents and who was told stay as
            proof, under ids alone
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.privacy.held import Agreed, Given, Held, Kept
from largesse.kernel.copy import LOCALES, said
from largesse.kernel.settings import settings
from largesse.rights.forms.answer import masked_answer
from largesse.rights.forms.form import Asked, Text, asked_of
from largesse.rights.forms.reads import opened_answers
from largesse.store.forgetting import Forgotten
from largesse.store.work import Read, Tx

SHOWN_MAX = 50
_HELD = """
select f.entitlement, f.sealed, b.personal_form as form, s.title
from rights_form f join rights_entitlement e on e.id = f.entitlement
join rights_batch b on b.id = e.batch join rights_sku s on s.id = e.sku
where f.client = $1 order by f.given_at desc limit $2
"""
_AGREED = """
select c.label, c.agreed, c.words, c.at, s.title
from rights_form_consent c join rights_entitlement e on e.id = c.entitlement join rights_sku s on s.id = e.sku
where c.client = $1 order by c.at desc, c.id desc limit $2
"""
_GIVEN = """
select p.name, t.labels, t.at from rights_form_sent t join rights_provider p on p.id = t.provider
where t.client = $1 or t.about = $1 order by t.at desc limit $2
"""
_ENDED = """
not exists (select from rights_entitlement e where e.id = t.entitlement and e.holder = t.client
            and e.state in ('pending', 'issued', 'active', 'reserved', 'transferring', 'suspended'))
and t.given_at < $1
and not exists (select from rights_move m where m.entitlement = t.entitlement and m.at >= $1)
"""
FORM_FORGETS = Forgotten("rights_form", ("id",), _ENDED, lambda: settings().keep_form_days)


@dataclass(frozen=True)
class _Held:
    entitlement: UUID
    sealed: str
    form: dict[str, Any]
    title: Text


@dataclass(frozen=True)
class _Agreed:
    label: Text
    agreed: bool
    words: str
    at: datetime
    title: Text


@dataclass(frozen=True)
class _Given:
    name: Text
    labels: list[Text]
    at: datetime


async def _answered(read: Read, client: UUID) -> list[tuple[Text, Asked, str]]:
    found = []
    for row in await read.all(_Held, _HELD, client, SHOWN_MAX):
        values = opened_answers(row.entitlement, row.sealed)
        asked = (one for one in asked_of(row.form) if one.key in values)
        found += [(_joined(row.title, one.label), one, values[one.key]) for one in asked]
    return found


async def _held(read: Read, client: UUID) -> list[Held]:
    return [
        Held("form", "rights", masked_answer(one.type, one.klass, value), one.klass, name)
        for name, one, value in await _answered(read, client)
    ]


async def _copied(read: Read, client: UUID, locale: str) -> dict[str, Any]:
    answered = await _answered(read, client)
    return {"answers": [{"field": said(name, locale), "answer": value} for name, _, value in answered]}


async def _agreed(read: Read, client: UUID) -> list[Agreed]:
    rows = await read.all(_Agreed, _AGREED, client, SHOWN_MAX)
    return [Agreed(_joined(row.title, row.label), row.agreed, row.words, row.at) for row in rows]


async def _given(read: Read, client: UUID) -> list[Given]:
    """Tell who was told which fields, one line a provider and set of fields."""
    told: dict[tuple[str, str], Given] = {}
    for row in await read.all(_Given, _GIVEN, client, SHOWN_MAX):
        fields = _listed(row.labels)
        key = (str(row.name), str(fields))
        first = told.get(key)
        times, last = (first.times + 1, first.last_at) if first else (1, row.at)
        told[key] = Given(row.name, "form", times, last, fields)
    return list(told.values())


async def _erase(tx: Tx[Any], client: UUID) -> None:
    await tx.run("delete from rights_form where client = $1 or about = $1", client)


def _joined(first: Text, second: Text) -> Text:
    """Give two texts as one, in each language; Chinese where one is in Chinese only."""
    return {language: f"{said(first, language)} · {said(second, language)}" for language in LOCALES}


def _listed(labels: list[Text]) -> Text:
    return {
        "zh-CN": "、".join(said(one, "zh-CN") for one in labels),
        "en": ", ".join(said(one, "en") for one in labels),
    }


FORMS_KEPT = Kept(_held, _given, agreed=_agreed, copied=_copied, forget=_erase)
