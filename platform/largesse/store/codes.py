"""Codes of a register: two that a person cannot tell apart cannot both be made.

Invariant   a code is held, with all that are like it, from the question whether it is free until the commit
"""

from typing import Any

from tortoise.models import Model

from largesse.kernel.writing import ALIKE
from largesse.store.work import Tx


def _key(code: str) -> str:
    """Give the SQL of what two codes that are alike share: width, case, look-alikes and spaces are folded."""
    return f"lower(translate(normalize({code}, nfkc), '{ALIKE[0]}', '{ALIKE[1]}'))"


async def alike(tx: Tx[Any], kind: type[Model], code: str, *, column: str = "code") -> str | None:
    """Give the code of a row that is like this one, or None; nobody else makes one like it meanwhile.

    Args:
        tx: the transaction until whose end the code is held.
        kind: whose rows have such codes.
        code: in the form in which it would be kept.
        column: the column of the codes.
    """
    table = kind._meta.db_table  # noqa: SLF001 - the only place where a model names its table
    hold = f"select pg_advisory_xact_lock(hashtextextended($1 || {_key('$2::text')}, 50))"
    await tx.value(hold, f"code:{table}:", code)
    sql = f"select {column} from {table} where {_key(column)} = {_key('$1::text')} order by {column} limit 1"  # noqa: S608 - constants
    found: str | None = await tx.value(sql, code)
    return found
