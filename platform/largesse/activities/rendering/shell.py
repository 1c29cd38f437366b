"""The HTML document around a paint, and the policy that names the one inlined style by its hash."""

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from html import escape
from typing import Any

from largesse.activities.rendering.build import Build


@dataclass(frozen=True)
class Sheet:
    """What the script gave, in one locale and theme. ``start`` is what the phone's script begins with."""

    locale: str
    theme: str
    title: str
    summary: str
    ground: str
    html: str
    css: str
    types: list[str]
    start: dict[str, Any]


@dataclass(frozen=True)
class Paint:
    """A page ready to be served: UTF-8 HTML, plain and gzipped, its security policy, a weak entity tag."""

    body: bytes
    packed: bytes
    policy: str
    etag: str


def wrap(build: Build, sheet: Sheet) -> Paint:
    """Wrap a paint into its document."""
    loads = [build.entry, *(load for one in sheet.types for load in build.widgets.get(one, ()))]
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">',
        f"<title>{escape(sheet.title)}</title>",
        f'<meta name="description" content="{escape(sheet.summary)}">',
        f'<meta property="og:title" content="{escape(sheet.title)}">',
        f'<meta name="theme-color" content="{sheet.ground}">',
        '<meta name="format-detection" content="telephone=no">',
        '<link rel="icon" href="/art/icon.svg">',
        f"<style>{sheet.css}</style>",
        *(f'<link rel="modulepreload" href="{chunk}">' for chunk in dict.fromkeys(loads)),
        f'<script type="module" src="{build.entry}"></script>',
    ]
    body = [
        f'<div id="app">{sheet.html}</div>',
        '<div id="sheet"></div><div id="status" class="lg-unseen" role="status" aria-live="polite"></div>',
        f'<script type="application/json" id="start">{_inert(sheet.start)}</script>',
    ]
    html = (
        f'<!doctype html><html lang="{sheet.locale}" data-theme="{sheet.theme}"><head>{"".join(head)}</head>'
        f"<body>{''.join(body)}</body></html>"
    ).encode()
    tag = hashlib.sha256(html).hexdigest()[:32]
    return Paint(html, gzip.compress(html, 9, mtime=0), _policy(sheet.css), f'W/"{tag}"')


def _inert(start: dict[str, Any]) -> str:
    """Write JSON that cannot end its element or begin a comment."""
    text = json.dumps(start, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(css: str) -> str:
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'sha256-{digest}'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; object-src 'none'"
    )
