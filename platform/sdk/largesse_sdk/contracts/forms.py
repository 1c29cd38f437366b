"""What a provider must know before it can serve: fields, why each is asked, and who may have it.

Invariant   a personal field names its purpose in both languages
"""

from typing import Literal

from largesse_sdk.values import Text, Word, value


@value
class FormQuery:
    """Of which SKU."""

    sku: str


@value
class Choice:
    """One answer that may be chosen."""

    value: Word
    title: Text


@value
class FormField:
    """One field. ``personal`` is its name in the manifest's ``pii``, such as ``beneficiary.name``."""

    name: Word
    title: Text
    kind: Literal["text", "choice", "date", "phone", "id_number", "address"] = "text"
    required: bool = False
    personal: str | None = None
    purpose: Text | None = None
    choices: tuple[Choice, ...] = ()
    length_max: int = 100

    def __post_init__(self) -> None:
        """Refuse a personal field that does not say why it is asked."""
        purpose = self.purpose or {}
        if self.personal and not (purpose.get("zh-CN") and purpose.get("en")):
            raise ValueError(f"{self.name} is personal and names no purpose")


@value
class Eligibility:
    """Who may have it; an empty tuple and None mean anybody. Ages in whole years."""

    sexes: tuple[Literal["female", "male"], ...] = ()
    marital: tuple[Literal["married", "unmarried"], ...] = ()
    age_min: int | None = None
    age_max: int | None = None


@value
class FormSchema:
    """The form of one SKU."""

    fields: tuple[FormField, ...] = ()
    eligibility: Eligibility = Eligibility()
