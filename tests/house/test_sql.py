"""SQL in files: each says what it does; functions may be applied again and stay short enough to read."""

import re
from pathlib import Path

import pytest
from tests.house.tree import files, text

FUNCTION_MAX = 120
ENDING = ".function.sql"
_FUNCTION = re.compile(
    r"^create or replace function (\w+)\b.*?(?:^end \$\$;|\$\$;$)", re.DOTALL | re.MULTILINE
)
_MADE = re.compile(
    r"^\s*create\s+(?:or\s+replace\s+)?(?:constraint\s+)?(?:function|trigger|view|procedure)\s+(\w+)",
    re.MULTILINE,
)
_ONCE = re.compile(r"^\s*create\s+(?:function|view|trigger|table|type|index|unique)\b[^\n]*", re.MULTILINE)

# A pool gives connections on as they are (docs/decisions/0102): what is said for a session reaches others.
_OF_SESSION = re.compile(
    r"[\"\n]\s*(?:set (?:session|role|\w+ *(?:=|to\b))|create temp)|\"listen \w+\""
    r"|\bpg_(?:try_)?advisory_lock(?:_shared)?\(|set_config\([^)]*false",
    re.IGNORECASE,
)
OF_ITS_OWN = {"platform/largesse/store/database.py": 1}  # who migrates, on a connection of his own


def head_of(sql: str) -> list[str]:
    """Give the header: the lines of comment before anything else."""
    lines = sql.splitlines()
    end = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return [line.removeprefix("--").strip() for line in lines[:end]]


def headless(name: str, sql: str) -> list[str]:
    """Say what a header lacks: what the file does; of a function also what it locks and keeps."""
    head = head_of(sql)
    wrong = [] if head and head[0] else ["does not say what it does"]
    if name.endswith(ENDING):
        wrong += [
            f"lacks {word}"
            for word in ("Locks", "Invariant")
            if not any(h.startswith(word + " ") for h in head)
        ]
    return [f"{name}: {one}" for one in wrong]


def long_functions(sql: str) -> list[str]:
    """Name the functions above the fence, with their lines."""
    found = ((one[1], one[0].count("\n") + 1) for one in _FUNCTION.finditer(sql))
    return [f"{name}: {lines} lines" for name, lines in found if lines > FUNCTION_MAX]


def unrepeatable(sql: str) -> list[str]:
    """Give the statements that would fail when the file is applied again."""
    dropped = set(re.findall(r"^drop trigger if exists (\w+)", sql, re.MULTILINE))
    triggers = [
        name
        for name in re.findall(r"^create constraint trigger (\w+)", sql, re.MULTILINE)
        if name not in dropped
    ]
    return [line.strip() for line in _ONCE.findall(sql)] + triggers


def strangers(path: Path, sql: str) -> list[str]:
    """Name what does not carry its room's name, and a file that is not named after what it makes."""
    room = path.parts[path.parts.index("largesse") + 1]
    made = _MADE.findall(sql)
    wrong = [f"{path}: {name}" for name in made if not name.startswith(f"{room}_")]
    named = path.name.removesuffix(ENDING)
    return wrong + (
        [] if any(name.startswith(named) for name in made) else [f"{path}: does not make {named}"]
    )


def functions() -> tuple[Path, ...]:
    return files(f"platform/largesse/**/sql/*{ENDING}")


def test_every_file_begins_with_what_it_does():
    assert [one for path in files("platform/**/*.sql") for one in headless(path.name, text(path))] == []


def test_a_file_without_its_header_is_caught():
    assert headless("page.sql", "select 1") == ["page.sql: does not say what it does"]
    assert headless("x.function.sql", "-- Do.\n-- Locks  none\n\nselect 1") == [
        "x.function.sql: lacks Invariant"
    ]
    assert headless("x.function.sql", "-- Do.\n-- Locks  none\n-- Invariant  all\nselect 1") == []


def test_no_function_is_above_its_fence():
    assert [one for path in functions() for one in long_functions(text(path))] == []


def test_a_long_function_is_caught():
    body = "\n".join("  perform 1;" for _ in range(118))
    sql = f"create or replace function a_do() returns int language plpgsql as $$\nbegin\n{body}\nend $$;\n"
    assert long_functions(sql) == ["a_do: 121 lines"]
    assert long_functions(sql.replace("  perform 1;\n", "", 1)) == []


def test_every_statement_may_be_applied_again():
    assert [one for path in functions() for one in unrepeatable(text(path))] == []


def test_a_statement_that_works_once_is_caught():
    assert unrepeatable("create function f() returns int") == ["create function f() returns int"]
    assert unrepeatable("create trigger t before update on x") == ["create trigger t before update on x"]
    assert unrepeatable("create constraint trigger t after insert on x") == ["t"]
    assert unrepeatable("drop trigger if exists t on x;\ncreate constraint trigger t after insert on x") == []
    assert unrepeatable("create or replace function f() returns int") == []


def test_functions_carry_the_names_of_their_room_and_file():
    assert [one for path in functions() for one in strangers(path, text(path))] == []


def test_a_function_in_another_rooms_folder_is_caught():
    path = Path("platform/largesse/play/sql/play_do.function.sql")
    assert strangers(path, "create or replace function play_do() returns int") == []
    assert strangers(path, "create or replace function rights_do() returns int") == [
        f"{path}: rights_do",
        f"{path}: does not make play_do",
    ]


def test_no_versioned_migration_makes_a_function_or_trigger():
    paths = files("platform/largesse/migrations/**/*.py")
    assert [f"{path}: {name}" for path in paths for name in _MADE.findall(text(path))] == []


def test_a_function_in_a_versioned_migration_is_caught():
    assert _MADE.findall("SQL = '''\ncreate function x_do() returns int") == ["x_do"]
    assert _MADE.findall("create constraint trigger x_done after insert on x") == ["x_done"]


def of_session(source: str) -> list[str]:
    """Give what is said for longer than a transaction; ``set`` under ``update`` is no such thing."""
    found = list(_OF_SESSION.finditer(source))
    before = [source[max(0, one.start() - 300) : one.start()] for one in found]
    return [
        one[0].strip()
        for one, said in zip(found, before, strict=True)
        if not re.search(r"\b(update|do) [^;]*$", said, re.IGNORECASE)
    ]


def test_nothing_is_set_on_a_connection_for_longer_than_a_transaction():
    python = [path for path in files("platform/largesse/*.py") if "migrations" not in path.parts]
    found = {str(path): len(said) for path in python if (said := of_session(text(path)))}
    assert found == OF_ITS_OWN


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ('"set role auditor"', True),
        ('"set statement_timeout = 5"', True),
        ('"""\nset search_path to elsewhere"""', True),
        ('"select pg_advisory_lock(7)"', True),
        ('"select pg_try_advisory_lock(7)"', True),
        ('"listen events"', True),
        ('"create temp table found (id int)"', True),
        ('"set local statement_timeout = 5"', False),
        ('"set transaction isolation level serializable"', False),
        ('"select pg_advisory_xact_lock(7)"', False),
        ('"""update rights_batch\nset units = 5"""', False),
    ],
)
def test_what_would_reach_the_next_one_on_a_connection_is_caught(source, caught):
    assert bool(of_session(source)) is caught
