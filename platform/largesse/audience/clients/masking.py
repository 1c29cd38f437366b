"""What a screen shows of a personal field before it is revealed.

Words       class of a field: C1 internal, C2 identifies a person, C3 opens his money or health
Invariant   a list is searched and sorted by what its masks show: part of what is hidden finds nobody
Source      JR/T 0171-2020 section 4 (classes of personal financial information); GB/T 35273-2020 annex
"""

from typing import Literal

FieldClass = Literal["C1", "C2", "C3"]
CLASSES: dict[str, FieldClass] = {
    "ext_id": "C1",
    "tier": "C1",
    "class": "C1",
    "grade": "C1",
    "tags": "C1",
    "org_unit": "C1",
    "adviser": "C1",
    "name": "C2",
    "mobile": "C2",
    "bank_app": "C2",
    "wechat": "C2",
    "wecom": "C2",
    "birth_date": "C2",
    "household": "C2",
    "wealth_band": "C2",
    "city": "C2",
}
COMPOUND = (
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐"),
    *("宇文", "长孙", "司徒", "夏侯", "端木", "南宫", "轩辕", "独孤", "百里", "呼延"),
)
REVEALABLE = ("name", "mobile", "bank_app", "wechat", "wecom", "birth_date")


def mask_name(name: str) -> str:
    """王思远 → 王**; a compound family name keeps its two characters; Latin words keep their first letter."""
    text = name.strip()
    if not text:
        return ""
    if text[0].isascii():
        return " ".join(f"{word[0]}***" for word in text.split())
    kept = 2 if len(text) > 2 and text[:2] in COMPOUND else 1
    return text[:kept] + "*" * max(1, len(text) - kept)


def shown_of(typed: str) -> str:
    """Give what was typed when a masked name may show exactly that, a pasted mask included; else nothing."""
    text = typed.strip().rstrip("*")
    return text if len(text) == 1 or text in COMPOUND else ""


def mask_mobile(number: str) -> str:
    """13812341234 → 138****1234; shorter numbers keep their last two digits only."""
    digits = number.strip()
    if len(digits) < 9:
        return "*" * max(0, len(digits) - 2) + digits[-2:]
    return f"{digits[:-8]}****{digits[-4:]}"


def mask_email(address: str) -> str:
    """wang@bank.example → w***@bank.example."""
    name, _, place = address.rpartition("@")
    return f"{name[:1]}***@{place}" if name else "****"


def mask_opaque(value: str) -> str:
    """Keep the last four characters of an identifier."""
    return f"****{value[-4:]}" if len(value) > 8 else "****"


def mask_day(day: str) -> str:
    """1980-05-17 → ****-05-**: the month stays for birthday care."""
    return f"****-{day[5:7]}-**" if len(day) == 10 else "****"


def masked(field: str, value: str) -> str:
    """Mask a value by its field."""
    if field == "name":
        return mask_name(value)
    if field == "mobile":
        return mask_mobile(value)
    if field == "birth_date":
        return mask_day(value)
    return mask_opaque(value)
