"""The HTML document around a paint, and the policy that names the one inlined style by its hash."""

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass
from html import escape
from typing import Any

from largesse.activities.rendering.build import Build
from largesse.kernel.copy import text

# What does nothing without the script is not there without it.
_NO_SCRIPT = (
    "button,.lg-dock,.lg-right__wait{display:none!important}"
    ".lg-noscript{margin:0;padding:12px 16px;background:var(--lg-warn-soft);color:var(--lg-warn)}"
)


@dataclass(frozen=True)
class LeftOut:
    """A component that fails: its node, its type, and why it is not on the page."""

    node: str
    component: str
    why: str


@dataclass(frozen=True)
class Sheet:
    """What the script gave, in one locale, theme and variant. ``start``: what the phone begins with."""

    locale: str
    theme: str
    title: str
    summary: str
    ground: str
    html: str
    css: str
    types: list[str]
    start: dict[str, Any]
    left_out: tuple[LeftOut, ...] = ()
    elder: bool = False


@dataclass(frozen=True)
class Paint:
    """A page ready to be served: UTF-8 HTML, plain and gzipped, its security policy, a weak entity tag.

    ``left_out`` names the components that failed and are not on it.
    """

    body: bytes
    packed: bytes
    policy: str
    etag: str
    left_out: tuple[LeftOut, ...] = ()


def wrap(build: Build, sheet: Sheet) -> Paint:
    """Wrap a paint into its document."""
    files = {one: build.widgets[one] for one in sheet.types if one in build.widgets}
    loads = [build.entry, *(load for chunk in files.values() for load in chunk)]
    begins = sheet.start | {"chunks": {one: chunk[0] for one, chunk in files.items()}}
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
        f"<noscript><style>{_NO_SCRIPT}</style></noscript>",
        *(f'<link rel="modulepreload" href="{chunk}">' for chunk in dict.fromkeys(loads)),
        f'<script type="module" src="{build.entry}"></script>',
    ]
    silent = escape(text("rendering.no_script", sheet.locale))
    body = [
        f'<noscript><p class="lg-noscript">{silent}</p></noscript>',
        f'<div id="app">{sheet.html}</div>',
        '<div id="sheet"></div><div id="status" class="lg-unseen" role="status" aria-live="polite"></div>',
        f'<script type="application/json" id="start">{_inert(begins)}</script>',
        *(f'<link rel="modulepreload" fetchpriority="low" href="{chunk}">' for chunk in build.sheets),
    ]
    variant = ' data-variant="elder"' if sheet.elder else ""
    html = (
        f'<!doctype html><html lang="{sheet.locale}" data-theme="{sheet.theme}"{variant}>'
        f"<head>{''.join(head)}</head><body>{''.join(body)}</body></html>"
    ).encode()
    tag = hashlib.sha256(html).hexdigest()[:32]
    return Paint(html, gzip.compress(html, 9, mtime=0), _policy(sheet.css), f'W/"{tag}"', sheet.left_out)


def _inert(start: dict[str, Any]) -> str:
    """Write JSON that cannot end its element or begin a comment."""
    written = json.dumps(start, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(css: str) -> str:
    styles = " ".join(f"'sha256-{_digest(one)}'" for one in (css, _NO_SCRIPT))
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; object-src 'none'"
    )


def _digest(css: str) -> str:
    return base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
