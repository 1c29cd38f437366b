"""Logs of every command: plain lines on stderr, never the values of local variables.

Invariant   a traceback names code, not data: locals hold personal data and keys
"""

import sys

import structlog


def plain_logs() -> None:
    """Write one line an event, in colour on a terminal; an exception follows as plain text."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
