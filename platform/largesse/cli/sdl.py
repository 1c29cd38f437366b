"""`largesse sdl`: write the faces' schemas into ``schemas/graphql``, or check that they are current."""

import sys

import typer


def command(
    check: bool = typer.Option(False, "--check", help="Write nothing; say what differs."),
) -> None:
    """Export the SDL of each face."""
    from largesse.app import app
    from largesse.graphql.assemble import sdl
    from largesse.kernel.settings import CHECKOUT

    folder = CHECKOUT / "schemas" / "graphql"
    stale = []
    for name, schema in app().faces.items():
        path, text = folder / f"{name}.graphql", sdl(schema)
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(path.name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    if check and stale:
        sys.exit(f"not current: {', '.join(stale)}; run: largesse sdl")
