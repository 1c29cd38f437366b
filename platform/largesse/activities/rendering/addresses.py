"""The last look at a paint before it is served: where it leads, what it loads, what it would run.

Invariant   a page loads from this house only, and leads to https, this house or a telephone
Source      schemas/link.v1 and schemas/picture.v1, the one rule for addresses; components read it there too
"""

import re
from html.parser import HTMLParser

from largesse.contracts.registry import schema

_ELEMENTS = frozenset(
    {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "form", "template"}
)
_LOADING = frozenset({"src", "srcset", "poster", "data", "background", "xlink:href", "action", "formaction"})
_LOADED = re.compile(schema("picture.v1")["pattern"])
_LED_TO = re.compile(schema("link.v1")["pattern"])
_ON_THE_PAGE = re.compile(r"\#[\w-]+|\?lang=[A-Za-z-]+|\?elder=o(?:n|ff)")  # what the shell itself writes


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
            elif name == "href" and tag != "use" and not (is_link(value) or _fits(_ON_THE_PAGE, value)):
                self.found.append(f"href={value}")
            elif name in _LOADING and not _fits(_LOADED, value):
                self.found.append(f"{name}={value}")


def foul(html: str) -> list[str]:
    """Name what a paint must not hold: foreign addresses, active elements, inline handlers and styles."""
    look = _Look()
    look.feed(html)
    look.close()
    return look.found


def is_link(value: str | None) -> bool:
    """Tell whether a page may lead to an address."""
    return _fits(_LED_TO, value)


def _fits(allowed: re.Pattern[str], value: str | None) -> bool:
    return value is not None and allowed.fullmatch(value) is not None
