"""What a client may choose, and when one can be erased.

Words       *choice* 选择, *purpose* what a client agrees to; *erasure* 删除请求
Invariant   what a client has not chosen stands at its purpose's beginning; a choice tells the words it was
            made beside; nothing of a client is erased while something is still owed to him
Source      个人信息保护法 15, 16, 24, 44–47
"""

from dataclasses import dataclass
from typing import Literal

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because

Purpose = Literal["personalisation", "messages"]
PURPOSES: tuple[Purpose, ...] = ("personalisation", "messages")
# The bank's own choice of what its clients see first; each is switched off in one step.
AT_FIRST: dict[Purpose, bool] = {"personalisation": True, "messages": True}
# The client's column that a rule or a sender reads.
COLUMN: dict[Purpose, str] = {"personalisation": "personal", "messages": "messages"}
ErasureState = Literal["asked", "withdrawn", "refused", "done"]


@dataclass(frozen=True)
class ErasureMissing(Missing):
    """The client has not asked to be erased, or it was settled meanwhile."""

    code = "audience.erasure_missing"


@dataclass(frozen=True)
class ErasureAsked(Refusal):
    """The client has asked already."""

    code = "audience.erasure_asked"


@dataclass(frozen=True)
class ErasureTooEarly(Refusal):
    """Something is still owed to the client, or the client is a member of staff's concern elsewhere."""

    code = "audience.erasure_too_early"
    open: int


def purpose_of(name: str) -> Purpose:
    """Read a purpose.

    Raises:
        Malformed: ``kernel.malformed`` at ``purpose``.
    """
    found = next((one for one in PURPOSES if one == name), None)
    if found is None:
        raise Malformed(because("kernel.reason.one_of", choices=" / ".join(PURPOSES)), "purpose")
    return found
