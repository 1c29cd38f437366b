"""The form of the demo's parcel: whom it is for, whom the courier calls, where it goes."""

from typing import Any


def _field(key: str, kind: str, label: tuple[str, str], purpose: tuple[str, str]) -> dict[str, Any]:
    consent = (
        f"同意将{label[0]}提供给礼遇臻选，仅用于寄送",
        f"Chosen gifts may be given the {label[1].lower()}, for sending only",
    )
    said = dict(zip(("label", "purpose", "consent"), (label, purpose, consent), strict=True))
    texts = {name: {"zh-CN": zh, "en": en} for name, (zh, en) in said.items()}
    return {"key": key, "type": kind, "required": True, "class": "C2", **texts}


PARCEL = {
    "fields": [
        _field("name", "name", ("收件人", "Recipient"), ("写在包裹上", "It stands on the parcel")),
        _field("phone", "mobile", ("联系电话", "Phone"), ("派送前联系您", "The courier calls before")),
        _field("address", "address", ("收货地址", "Address"), ("寄送礼品", "Where the gift is sent")),
    ]
}
