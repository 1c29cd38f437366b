"""What the room does on events and on the clock."""

from largesse.audience.entering.code import forget_codes
from largesse.audience.entering.launch import forget_used_tokens
from largesse.audience.imports import read_file
from largesse.audience.imports.import_clients import IMPORT_ASKED
from largesse.store.outbox import Handler, Tick, TwoStep

HANDLERS: dict[str, list[Handler | TwoStep]] = {
    IMPORT_ASKED: [
        TwoStep("audience.import", read_file.prepare, read_file.read_file, read_file.finish, klass="slow"),
    ],
}
TICKS = [
    Tick("audience.forget_codes", 3_600, forget_codes),
    Tick("audience.forget_used_tokens", 3_600, forget_used_tokens),
]
