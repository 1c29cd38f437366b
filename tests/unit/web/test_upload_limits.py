"""The limits that a screen says before a file is sent are those that the server keeps."""

import json

from tests.house.tree import ROOT

from largesse.audience.imports import client_file
from largesse.media import picture
from largesse.play.event_files import event_table
from largesse.rights.code_lots import code_file
from largesse.rights.elsewhere import grant_table
from largesse.rights.told_uses import use_table
from largesse.settlement.statements import sheet
from largesse.store import archive


def test_what_the_browser_checks_is_what_the_server_takes():
    told = json.loads((ROOT / "widgets/packages/kernel/src/uploads.json").read_text("utf-8"))
    assert {name: (one["bytes"], one.get("rows")) for name, one in told.items()} == {
        "picture": (picture.BYTES_MAX, None),
        "evidence": (picture.BYTES_MAX, None),
        "statement": (sheet.BYTES_MAX, archive.ROWS_MAX),
        "clients": (client_file.BYTES_MAX, client_file.ROWS_MAX),
        "codes": (code_file.BYTES_MAX, code_file.ROWS_MAX),
        "rights": (grant_table.BYTES_MAX, grant_table.ROWS_MAX),
        "uses": (use_table.BYTES_MAX, use_table.ROWS_MAX),
        "events": (event_table.BYTES_MAX, event_table.ROWS_MAX),
    }
