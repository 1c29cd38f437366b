"""What an order tells its provider: which SKU, for whom, what was answered to its form.

Words       *agreed* personal fields that the plugin's manifest names; *ref* stands for a person at a provider
Invariant   a field that is not agreed is not sent; an order whose required answers are not there, or may not
            be sent, is not sent at all; which fields went is written down, what they said is not
Source      docs/explanation/fulfilment.md, *What an order tells*
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import Customer
from largesse.kernel.ids import new_id
from largesse.plugging.installations.hosted import fields_named
from largesse.rights.entitlements.locking import find_right
from largesse.rights.forms.answer import Sent, sent_answer
from largesse.rights.forms.form import Asked, Standing, Text, asked_of, unnamed
from largesse.rights.forms.reads import own_answers, standing_of
from largesse.rights.orders.records import Order
from largesse.store.sealing import blind_index
from largesse.store.work import Read, Tx

PERSON = "beneficiary."
NAME_LABEL = {"zh-CN": "受益人姓名", "en": "Name of the beneficiary"}
_OF_PERSON = frozenset({"name", "phone", "sex", "born", "id_kind", "id_number"})
_SENT = """
insert into rights_form_sent (id, provider_order, entitlement, provider, client, about, labels, at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (provider_order) do nothing
"""


@dataclass(frozen=True)
class NotWhole(Exception):  # noqa: N818 - a state of the order, told by its code
    """The order cannot be sent as it stands; ``code`` is what it fails with."""

    code: str


@dataclass
class _Content:
    """What of a person goes: answers by field, what is said of the person, and how the fields are called."""

    form: dict[str, Sent] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    labels: list[Text] = field(default_factory=list)


async def content_of(tx: Tx[Any], order: Order) -> dict[str, Any]:
    """Give the arguments of ``issue``, and write down which personal fields go with them.

    Raises:
        NotWhole: an answer that is needed is not there any more, or the plugin is not to be told it.
    """
    right = await find_right(tx, order.entitlement)
    one = await standing_of(tx, order.entitlement)
    agreed = await fields_named(tx, order.installation)
    if one is None or one.due:
        raise NotWhole("rights.form_needed")
    content = await _content(tx, one, agreed)
    if content.labels:
        told = (order.entitlement, order.provider, one.holder, one.about, content.labels, tx.now)
        await tx.run(_SENT, new_id(), order.id, *told)
    person = {"ref": ref_of(order.provider, one.about), **content.person}
    return {
        "order_ref": order.request_id,
        "sku": order.provider_sku,
        "qty": 1,
        "valid_to": right.valid_to.isoformat(),
        "beneficiary": person if content.person or one.about != one.holder else None,
        "form": content.form,
    }


def ref_of(provider: UUID, client: UUID) -> str:
    """Give what stands for a person at a provider: two providers cannot tell that it is the same one."""
    return blind_index(str(client), f"rights.person:{provider}").rpartition(":")[2][:32]


async def _content(read: Read, one: Standing, agreed: frozenset[str]) -> _Content:
    content, answers = _Content(), own_answers(one)
    beyond = set(unnamed(one.form, agreed))
    for asked in asked_of(one.form):
        if asked.key not in answers:
            continue
        if asked.key in beyond:
            if asked.required:
                raise NotWhole("rights.form_not_agreed")
            continue
        _tell(content, asked, answers[asked.key], agreed)
    if one.about != one.holder and f"{PERSON}name" in agreed and "name" not in content.person:
        about = await Customer.get(id=one.about, using_db=read.conn)
        content.person.update(name=about.name)
        content.labels.append(NAME_LABEL)
    return content


def _tell(content: _Content, asked: Asked, answer: str, agreed: frozenset[str]) -> None:
    content.form[asked.key] = sent_answer(asked.type, answer)
    content.labels.append(asked.label)
    if asked.key in _OF_PERSON and f"{PERSON}{asked.key}" in agreed:
        content.person[asked.key] = answer
