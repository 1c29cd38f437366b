"""Files of rows up, rows in error down: what GraphQL cannot carry.

Invariant   the cookie's member of staff, the same origin, the same use cases; a preview keeps nothing;
            what cannot be read is answered in words, looked at or taken
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.kernel.csv_file import csv_file
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because
from largesse.kernel.writing import visible
from largesse.rights.code_lots.preview import why_in_words
from largesse.store.retry import retried
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Read, Work
from largesse.web.parts import Parts, form_within

Found = TypeVar("Found")
_SHOWN = 200
NAME_MAX = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIELDS = 8


@dataclass(frozen=True)
class Sent:
    """What came: the file, its name, the other fields, and the id in the address, if there is one."""

    key: str
    name: str
    data: bytes
    said: Mapping[str, str]
    about: str

    def field(self, name: str) -> str:
        """Give a field as it came; empty where it did not."""
        return self.said.get(name, "")


@dataclass(frozen=True)
class Left:
    """The rows that were left out, as a file."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, kw_only=True)
class RowFiles(Generic[Found]):
    """One kind of file: where it comes, who may bring it, what is done with it.

    Args:
        path, bad_path: where it is sent, and where its rows in error are; each may have one id.
        operation: who may bring one.
        name: what a file without a name is called.
        bytes_max: how large it may be.
        needs: fields that it comes with.
        look, describe: what taking it would do, found and said in a language.
        take: take it; gives what is answered.
        left: the rows that were left out of one that was taken.
        sees: who may see those.
    """

    path: str
    bad_path: str
    operation: str
    name: str
    bytes_max: int
    needs: tuple[str, ...] = ()
    look: Callable[[Sent, Actor, Work], Awaitable[Found]]
    describe: Callable[[Found, str], dict[str, Any]]
    take: Callable[[Sent, Actor, Work], Awaitable[dict[str, str]]]
    left: Callable[[Read, Actor, str, str], Awaitable[Left]]
    sees: str = "rights.view"

    def routes(self, parts: Parts) -> list[BaseRoute]:
        """Give its routes."""

        async def look(request: Request) -> Response:
            actor, sent = await self._sent(request, parts)
            locale = locale_of(request)
            try:
                return JSONResponse(self.describe(await self.look(sent, actor, parts.work), locale))
            except Unreadable as wrong:
                return _unread(wrong, locale)

        async def upload(request: Request) -> Response:
            actor, sent = await self._sent(request, parts)
            try:
                return JSONResponse(await retried(lambda: self.take(sent, actor, parts.work)), 202)
            except Unreadable as wrong:
                return _unread(wrong, locale_of(request))

        async def bad(request: Request) -> Response:
            actor = await parts.own_staff(request)
            actor.must(self.sees)
            async with parts.work.read() as read:
                left = await self.left(read, actor, about(request), locale_of(request))
            return attachment(
                left.name, csv_file(left.head, [[str(one) for one in row] for row in left.rows])
            )

        return [
            Route(f"{self.path}/preview", look, methods=["POST"]),
            Route(f"{self.path}/import", upload, methods=["POST"]),
            Route(self.bad_path, bad),
        ]

    async def _sent(self, request: Request, parts: Parts) -> tuple[Actor, Sent]:
        actor = await parts.own_staff(request)
        actor.must(self.operation)
        async with form_within(request, self.bytes_max, fields=_FIELDS) as form:
            return actor, await self._read(form, about(request))

    async def _read(self, form: FormData, ident: str) -> Sent:
        file = form.get("file")
        said = {name: value for name, value in form.items() if isinstance(value, str)}
        needs = ("key", *self.needs)
        if not isinstance(file, UploadFile) or not said.keys() >= set(needs):
            raise Malformed(because("kernel.reason.fields", names=", ".join(("file", *needs))), "file")
        name = visible(file.filename or "").strip()[:NAME_MAX] or self.name
        return Sent(said.get("key", ""), name, await file.read(self.bytes_max + 1), said, ident)


def judged(
    verdicts: Sequence[str], left: Sequence[tuple[int, str]], words: str, locale: str
) -> dict[str, Any]:
    """Say what would become of rows, how many of each and the first that are left out.

    Args:
        verdicts: of every row.
        left: line and verdict of those that would be left out.
        words: where verdicts have their words.
        locale: in which language.
    """
    return {
        "verdicts": [
            {"verdict": one, "name": text(f"{words}.{one}", locale), "count": count}
            for one, count in sorted(Counter(verdicts).items())
        ],
        "bad": [
            {"line": line, "message": text(f"{words}.{one}", locale)} for line, one in sorted(left)[:_SHOWN]
        ],
    }


def attachment(name: str, data: bytes, kind: str = "text/csv") -> Response:
    """Give a file that leaves as an attachment and is kept by no cache."""
    return Response(
        data,
        media_type=kind,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "x-content-type-options": "nosniff",
            "cache-control": "private, no-store",
        },
    )


def about(request: Request) -> str:
    """Give the id in the address; empty: there is none."""
    return next((str(one) for one in request.path_params.values()), "")


def _unread(wrong: Unreadable, locale: str) -> Response:
    """Say why it cannot be read; ``choose``: naming its columns may help."""
    return JSONResponse({"why": why_in_words(wrong, locale), "choose": wrong.why == "code_column_missing"})
