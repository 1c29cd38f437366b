"""What the room does by the clock: look for plugins, stop children that nobody needs."""

from largesse.kernel.outbox import Tick
from largesse.kernel.work import Work
from largesse.plugging.invoke import current
from largesse.plugging.scan import scan


async def stop_idle(_work: Work) -> None:
    """Stop the children of this process that were not called for ten minutes."""
    await current().children.stop_idle()


TICKS = [
    Tick("plugging.scan", 60.0, scan),
    Tick("plugging.stop_idle", 60.0, stop_idle),
]
