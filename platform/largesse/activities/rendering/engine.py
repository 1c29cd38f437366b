"""QuickJS in a thread of Python: one context a thread, bounded in time and memory.

Invariant   a context is used by the thread that made it; one that failed is thrown away, never used again
Source      the script is our own build, its input is an approved document; the bounds hold all the same
"""

import threading
from typing import Any

import quickjs

from largesse.kernel.errors import Broken

TIME_MAX_S = 2
MEMORY_MAX_BYTES = 64 * 1024 * 1024
STACK_MAX_BYTES = 512 * 1024

_mine = threading.local()


class RenderFailed(Broken):
    """The script threw, ran too long or used too much memory."""


def render(build_id: str, script: str, ask: str, name: str = "render") -> str:
    """Run a function of the script on an ask, JSON in and JSON out.

    Args:
        build_id: names the script, so that a thread loads it once.
        script: the script's text.
        ask: JSON text.
        name: of the function: ``render`` a whole page, ``html`` its body, ``apart`` each component alone.

    Raises:
        RenderFailed: the context is thrown away, the next call gets a fresh one.
    """
    try:
        answer = _call(build_id, script)(name, ask)
    except quickjs.JSException as error:
        _mine.loaded = None
        raise RenderFailed(str(error)) from error
    if not isinstance(answer, str):
        _mine.loaded = None
        raise RenderFailed("the script gave no text")
    return answer


def _call(build_id: str, script: str) -> Any:
    loaded = getattr(_mine, "loaded", None)
    if loaded is not None and loaded[0] == build_id:
        return loaded[2]
    context = quickjs.Context()
    context.set_memory_limit(MEMORY_MAX_BYTES)
    context.set_max_stack_size(STACK_MAX_BYTES)
    context.set_time_limit(TIME_MAX_S)
    context.eval(script)
    call = context.eval("(name, ask) => largesse[name](ask)")
    _mine.loaded = (build_id, context, call)
    return call
