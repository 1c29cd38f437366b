"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-a-statement-format.md, docs/how-to/add-a-ledger-export.md
"""

from collections.abc import Sequence

from largesse.settlement.export import built_in as exports
from largesse.settlement.export.ledger_export import LedgerExport
from largesse.settlement.statements import built_in as formats
from largesse.settlement.statements.formats import StatementFormat
from largesse.store.extending import hookspec

BUILT_IN = (formats, exports)


@hookspec
def statement_formats() -> Sequence[StatementFormat]:  # type: ignore[empty-body]  # a hookspec has none
    """Give formats in which statements are read; what was added is asked before what is built in."""


@hookspec
def ledger_exports() -> Sequence[LedgerExport]:  # type: ignore[empty-body]  # a hookspec has none
    """Give kinds of files that an approved batch can be made into; each kind has one name."""
