"""Logs of every command: plain lines on stderr, never the values of local variables.

Invariant   a traceback names code, not data: locals hold personal data and keys,
            and so does the DETAIL with which the database repeats a row
"""

import io
import re
import sys
from types import TracebackType
from typing import TextIO

import structlog

_DETAIL = re.compile(r"\nDETAIL:.*?(?=\n[A-Z]+: |\n\n|\n?\Z)", re.DOTALL)
_Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def plain_logs() -> None:
    """Write one line an event, in colour on a terminal; an exception follows as plain text."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=without_rows),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def without_rows(out: TextIO, raised: _Raised) -> None:
    """Write a traceback without what the database repeats of rows."""
    text = io.StringIO()
    structlog.dev.plain_traceback(text, raised)
    out.write(_DETAIL.sub("", text.getvalue()))
