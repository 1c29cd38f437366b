"""``largesse plugin``: what is on the plugin path, and the checks that a partner runs.

Exit code   0 no findings, 1 findings, 2 wrong usage
"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from largesse.cli.speech import say
from largesse.plugging.packages.discover import discover, plugin_path
from largesse_sdk.cli import main as sdk

app = typer.Typer(help="Providers' plugins.", no_args_is_help=True)


@app.command("list")
def list_plugins(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the plugins on LARGESSE_PLUGIN_PATH, read without running any of them."""
    found, broken = discover(plugin_path())
    rows = [
        {"id": one.manifest.id, "version": one.manifest.version, "digest": one.tree.digest} for one in found
    ]
    refused = [{"folder": one.folder.name, "reason": one.reason} for one in broken]
    if as_json:
        print(json.dumps({"plugins": rows, "broken": refused}, ensure_ascii=False))
    else:
        for row in rows:
            print(f"{row['id']} {row['version']} {row['digest']}")
        for one in refused:
            print(f"{one['folder']}: {one['reason']}")
        if not found and not refused:
            say("cli.no_plugins")
    sys.exit(1 if refused else 0)


@app.command("check")
def check(
    folder: Annotated[Path, typer.Argument(help="The plugin's folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a plugin's folder, as largesse-plugin does."""
    sdk(["check", str(folder), *(["--json"] if as_json else [])])
