"""The last look at a paint before it is served: where it leads, what it loads, what it would run.

Invariant   a page loads from this house only, and leads to https, this house or a telephone
Source      the schemas of components say the same of their props; this holds whatever a schema forgot
"""

import re
from html.parser import HTMLParser

_ELEMENTS = frozenset(
    {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "template"}
)
_LOADING = frozenset({"src", "srcset", "poster", "data", "background", "xlink:href", "action", "formaction"})
_LOADED = re.compile(r"/(?:art|assets|media)/[A-Za-z0-9._/-]+")
_LED_TO = re.compile(
    r"""https://[A-Za-z0-9.-]+(?::\d+)?(?:/[^\s"'<>\\]*)?|/(?!/)[A-Za-z0-9._~/?=&%-]*|tel:[+0-9-]+|\#[\w-]+|\?lang=[A-Za-z-]+"""
)


class _Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name in {"style", "srcdoc"} or name.startswith("on"):
                self.found.append(f"{tag}[{name}]")
            elif name == "href" and tag != "use" and not _safe(_LED_TO, value):
                self.found.append(f"href={value}")
            elif name in _LOADING and not _safe(_LOADED, value):
                self.found.append(f"{name}={value}")


def foul(html: str) -> list[str]:
    """Name what a paint must not hold: foreign addresses, active elements, inline handlers and styles."""
    look = _Look()
    look.feed(html)
    look.close()
    return look.found


def _safe(allowed: re.Pattern[str], value: str | None) -> bool:
    return value is not None and ".." not in value and allowed.fullmatch(value) is not None
