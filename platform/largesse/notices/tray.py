"""The tray: keeps messages for the demo's people to look at, where nothing carries them."""

from largesse.audience.clients.masking import mask_email, mask_mobile, mask_opaque
from largesse.notices.channel import Channel, Outgoing
from largesse.store.extending import hookimpl


async def keep(_message: Outgoing) -> None:
    """Leave a message where it is: its row is what the tray shows."""


@hookimpl
def channels() -> list[Channel]:
    """Carry what nobody else carries."""
    masks = {
        "sms": mask_mobile,
        "email": mask_email,
        "wechat": mask_opaque,
        "wecom": mask_opaque,
        "bank_app": mask_opaque,
    }
    return [Channel(name, keep, mask, leaves="in_tray") for name, mask in masks.items()]
