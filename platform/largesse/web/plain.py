"""Pages that need no script and no build of the front end: the counter, and what stands in the way of a page.

Invariant   a page loads nothing, the counter its own script besides, without which it works as well;
            the one style is inlined and named by its hash
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from largesse.faces.context import LOCALE_COOKIE, locale_of
from largesse.kernel.copy import LOCALES, text

_A_MONTH_S = 60 * 60 * 24 * 30
_FOLDER = Path(__file__).parent / "templates"
_TEMPLATES = Environment(loader=FileSystemLoader(_FOLDER), autoescape=select_autoescape())
_CSP = (
    "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'{scripts}"
)


_SCRIPTS = "; script-src 'self'; connect-src 'self'; worker-src 'self'"


def plain_page(
    request: Request, template: str, status: int, facts: dict[str, Any], *, scripted: bool = False
) -> HTMLResponse:
    """Give a page in the reader's language, which the page itself offers to change.

    The referrer stays within this house, so that a browser names the page's own origin with a form.
    """
    locale = locale_of(request)
    other = next(one for one in LOCALES if one != locale)
    style = _style()
    tongue = {"locale": locale, "other": other, "tongue": text("kernel.other_language", locale)}
    answer = HTMLResponse(_TEMPLATES.get_template(template).render(**facts, **tongue, style=style), status)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    answer.headers["content-security-policy"] = _CSP.format(
        style=digest, scripts=_SCRIPTS if scripted else ""
    )
    answer.headers["cache-control"] = "no-store"
    answer.headers["referrer-policy"] = "same-origin"
    chosen = request.query_params.get("lang")
    if chosen in LOCALES:
        answer.set_cookie(LOCALE_COOKIE, chosen, max_age=_A_MONTH_S, samesite="lax")
    return answer


@cache
def _style() -> str:
    return (_FOLDER / "plain.css").read_text("utf-8")
