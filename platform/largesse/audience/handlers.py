"""What the room does on events."""

from largesse.audience.imports import read_file
from largesse.audience.imports.import_clients import IMPORT_ASKED
from largesse.store.outbox import Handler, TwoStep

HANDLERS: dict[str, list[Handler | TwoStep]] = {
    IMPORT_ASKED: [
        TwoStep("audience.import", read_file.prepare, read_file.read_file, read_file.finish, klass="slow"),
    ],
}
