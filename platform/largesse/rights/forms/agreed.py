"""Whether a plugin takes every field that the forms of its SKUs ask: nothing is dropped unseen.

Invariant   a SKU that a plugin fulfils asks only what the plugin's manifest names; else it is not connected,
            made, changed or issued, and the refusal names SKU and fields
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.plugging.installations.hosted import fields_named
from largesse.rights.forms.form import FormNotAgreed, unnamed
from largesse.store.work import Read

_FORMS = """
select code, personal_form as form from rights_sku
where provider = $1 and fulfil_mode = 'provider' and state = 'active' and personal_form -> 'fields' <> '[]'
union all
select b.code, b.personal_form from rights_batch b join rights_sku s on s.id = b.sku
where s.provider = $1 and s.fulfil_mode = 'provider' and b.personal_form -> 'fields' <> '[]'
  and b.state in ('pending_approval', 'active', 'paused')
order by 1
"""


@dataclass(frozen=True)
class _Form:
    code: str
    form: dict[str, Any]


async def expect_takes(read: Read, installation: UUID, sku: str, form: dict[str, Any]) -> None:
    """Refuse a form that a plugin would not be sent whole.

    Raises:
        FormNotAgreed: ``rights.form_not_agreed``.
    """
    beyond = unnamed(form, await fields_named(read, installation)) if form.get("fields") else []
    if beyond:
        raise FormNotAgreed(sku, ", ".join(beyond))


async def expect_takes_all(read: Read, installation: UUID, provider: UUID) -> None:
    """Refuse a plugin that does not take what a provider's SKUs and batches ask.

    Raises:
        FormNotAgreed: ``rights.form_not_agreed``.
    """
    for one in await read.all(_Form, _FORMS, provider):
        await expect_takes(read, installation, one.code, one.form)
