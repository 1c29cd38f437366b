"""``largesse-plugin``: check a plugin's folder, export the protocol's schemas and its reference page.

Exit code   0 nothing found or current, 1 findings or stale, 2 wrong usage
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from largesse_sdk.package.check import check, report
from largesse_sdk.reference.hooks import page
from largesse_sdk.reference.schemas import stale, write


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command that was asked for and leave with its exit code."""
    parser = argparse.ArgumentParser(prog="largesse-plugin", description="Write and check Largesse plugins.")
    commands = parser.add_subparsers(dest="command", required=True)
    check_command = commands.add_parser("check", help="check a plugin's folder")
    check_command.add_argument("folder", type=Path)
    check_command.add_argument("--json", action="store_true", help="print one JSON object")
    export_command = commands.add_parser("export", help="write the protocol's JSON Schemas")
    export_command.add_argument("folder", type=Path)
    export_command.add_argument("--check", action="store_true", help="only compare")
    hooks_command = commands.add_parser("hooks", help="write the reference page of hooks")
    hooks_command.add_argument("file", type=Path)
    arguments = parser.parse_args(argv)
    if arguments.command == "hooks":
        arguments.file.write_text(page(), "utf-8")
        sys.exit(0)
    if arguments.command == "check":
        sys.exit(_check(arguments.folder, as_json=arguments.json))
    names = stale(arguments.folder) if arguments.check else write(arguments.folder)
    for name in names:
        sys.stdout.write(f"{name}\n")
    sys.exit(1 if arguments.check and names else 0)


def _check(folder: Path, *, as_json: bool) -> int:
    findings = check(folder)
    if as_json:
        sys.stdout.write(report(findings) + "\n")
    else:
        for one in findings:
            sys.stdout.write(f"{one.check} {one.path}: {one.message}\n")
        sys.stdout.write("ok\n" if not findings else f"{len(findings)} findings\n")
    return 1 if findings else 0
