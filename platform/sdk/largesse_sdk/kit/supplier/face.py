"""What a supplier's program looks like: one shell for the desk of its staff and the pages of its clients."""

from collections.abc import Sequence
from html import escape
from typing import Any

from largesse_sdk.kit.supplier.trade import Trade

_SHELL = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<link rel="icon" href="data:,">
<style>:root{{color-scheme:light dark;--ink:light-dark(#1c2530,#e8ecf1);--soft:light-dark(#5b6775,#9aa7b5);
--line:light-dark(#d5dbe2,#3a4552);--card:light-dark(#fff,#1a212a);--page:light-dark(#f2f4f7,#11161c);
--act:#14532d}}
body{{font:17px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;
color:var(--ink);background:var(--page);
margin:0;min-height:100vh;display:grid;place-items:center}}
main{{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2rem;
width:min({width},100vw - 5rem)}}
h1{{font-size:1.35rem;margin:0}}p{{margin:.25rem 0 1.25rem;color:var(--soft)}}
[role=status]:not(:empty){{color:var(--ink);border-left:3px solid var(--act);padding-left:.75rem}}
label{{display:block;font-size:.9rem;color:var(--soft)}}
input,button{{font:inherit;width:100%;box-sizing:border-box;border-radius:9px;padding:.8rem}}
input{{border:1px solid var(--line);background:transparent;color:inherit;
font-size:1.3rem;letter-spacing:.08em;margin:.3rem 0 1rem}}
button{{border:0;background:var(--act);color:#fff;font-weight:600}}
ul{{list-style:none;margin:0;padding:0}}li{{border-top:1px solid var(--line);padding:1rem 0}}
.acts{{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.6rem}}
.acts form{{flex:0 1 auto}}.acts button{{width:auto;padding:.5rem .9rem;font-size:.95rem}}
:focus-visible{{outline:3px solid #60a5fa;outline-offset:2px}}</style>
<main>{body}</main></html>"""


def shell(title: str, body: str, *, width: str = "24rem") -> str:
    """Give a whole page around ``body``, which is HTML already."""
    return _SHELL.format(title=escape(title), body=body, width=width)


def desk(trade: Trade, orders: Sequence[dict[str, Any]], said: str) -> str:
    """Give the desk: each order with what the staff may do with it now."""
    rows = "".join(_row(trade, one) for one in orders) or "<li>暂无订单 No orders yet</li>"
    head = f'<h1>{escape(trade.title)}</h1><p>{trade.word} · desk</p><p role="status">{escape(said)}</p>'
    return shell(trade.title, f"{head}<ul>{rows}</ul>", width="46rem")


def _row(trade: Trade, order: dict[str, Any]) -> str:
    number = escape(str(order["order_no"]))
    about = " · ".join(
        escape(part)
        for part in (order["sku"], order["guest"] or "", order["status"], trade.told(order))
        if part
    )
    forms = "".join(
        f'<form method="post" action="/desk/acts"><input type="hidden" name="order_no" value="{number}">'
        f'<button name="act" value="{escape(one.name)}">{escape(one.label)}</button></form>'
        for one in trade.acts
        if order["status"] in one.after
    )
    return f'<li><b>{number}</b> <span>{about}</span><div class="acts">{forms}</div></li>'
