"""The lounge's daily statement, with the mistakes that a real one has where they are armed. Pure."""

import csv
import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
HEADER = ["line_no", "kind", "order_no", "partner_order", "used_at", "qty", "gross", "fee", "net"]
OVERCHARGE_FEN = 2_000
INVENTED_FEN = 16_800


def day_of(order: dict[str, Any]) -> str:
    """Give the lounge's business day of a used order."""
    return str(datetime.fromisoformat(order["used_at"]).astimezone(ZONE).date())


def days(orders: list[dict[str, Any]]) -> list[str]:
    """Give the days on which guests came, in order."""
    return sorted({day_of(order) for order in orders if order["used_at"]})


def statement(orders: list[dict[str, Any]], day: str, mistakes: set[str]) -> bytes:
    """Write a day's statement.

    Args:
        orders: every order of the partner.
        day: ISO date in Shanghai.
        mistakes: ``overcharge`` the first line by 20.00, ``omit`` the last of several, ``invent`` one.
    """
    used = sorted(
        (o for o in orders if o["used_at"] and day_of(o) == day), key=lambda o: (o["used_at"], o["order_no"])
    )
    rows = [[o["order_no"], o["partner_order"], o["used_at"], o["qty"], o["price_fen"]] for o in used]
    if "omit" in mistakes and len(rows) > 1:
        rows.pop()
    if "overcharge" in mistakes and rows:
        rows[0][4] += OVERCHARGE_FEN
    if "invent" in mistakes:
        rows.append([f"LGX{day.replace('-', '')}", f"X-{day}", f"{day}T12:00:00+08:00", 1, INVENTED_FEN])
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(HEADER)
    for number, (order_no, partner_order, used_at, qty, fen) in enumerate(rows, start=1):
        line = f"{day.replace('-', '')}-{number:05d}"
        sheet.writerow([line, "SALE", order_no, partner_order, used_at, qty, yuan(fen), yuan(0), yuan(fen)])
    total = sum(row[4] for row in rows)
    sheet.writerow(["#TOTAL", len(rows), yuan(total), yuan(0), yuan(total)])
    return text.getvalue().encode("utf-8-sig")


def yuan(fen: int) -> str:
    """Write whole fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"
