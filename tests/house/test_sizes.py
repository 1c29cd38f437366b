"""No file above 500 lines, no function above 60, no more than five parameters."""

import ast
from pathlib import Path

from tests.house.tree import ROOT, files, text

FILE_MAX = 500
FUNCTION_MAX = 60
PARAMETERS_MAX = 5


def long_files(paths, read):
    return [f"{path}: {n}" for path in paths if (n := read(path).count("\n")) > FILE_MAX]


def crowded_functions(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        names = [a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        parameters = [name for name in names if name not in {"self", "cls", "info"}]
        if lines > FUNCTION_MAX:
            found.append(f"{node.name}: {lines} lines")
        if len(parameters) > PARAMETERS_MAX and not _screen(node):
            found.append(f"{node.name}: {len(parameters)} parameters")
    return found


def _screen(node) -> bool:
    """A list's filters in GraphQL and a command's options are its parameters."""
    return any("strawberry" in ast.dump(d) or "'command'" in ast.dump(d) for d in node.decorator_list) or (
        node.name == "command"
    )


def generated(path: Path) -> bool:
    return path.stem.endswith("_gen") or "migrations" in path.parts


def test_no_file_is_above_its_fence():
    paths = files("*.py", "*.ts", "*.tsx", "*.mjs")
    assert long_files([p for p in paths if not generated(p) and "_gen." not in p.name], text) == []


def test_a_long_file_is_caught():
    assert long_files([Path("x.py")], lambda _: "\n" * 501) == ["x.py: 501"]


def test_no_function_is_crowded():
    crowded = {
        str(p): c for p in files("platform/**/*.py", "plugins/**/*.py") if (c := crowded_functions(text(p)))
    }
    kept = {p: c for p, c in crowded.items() if not generated(Path(p)) and "/tests/" not in p}
    assert kept == {}


def test_a_crowded_function_is_caught():
    body = "\n".join("    pass" for _ in range(61))
    assert crowded_functions(f"def f():\n{body}\n") == ["f: 62 lines"]
    assert crowded_functions("def f(a, b, c, d, e, g): pass\n") == ["f: 6 parameters"]


def test_the_fences_read_the_whole_house():
    tracked = set(files("platform/largesse/*.py", "platform/largesse/**/*.py"))
    on_disk = {
        p.relative_to(ROOT)
        for p in (ROOT / "platform" / "largesse").rglob("*.py")
        if "__pycache__" not in p.parts and "static" not in p.parts
    }
    assert tracked == on_disk
