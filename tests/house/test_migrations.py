"""A migration that stands is never edited: every file keeps the checksum that is listed beside it."""

from hashlib import sha256

from tests.house.tree import files, text

SUMS = "platform/largesse/migrations/sums"
FOLDER = "platform/largesse/migrations/"


def listed():
    (path,) = files(SUMS)
    return dict(reversed(line.split("  ", 1)) for line in text(path).splitlines())


def strayed(sums, found):
    """Give what is wrong: an edited file, one without a line, a line without a file."""
    edited = [name for name in sums.keys() & found.keys() if sums[name] != found[name]]
    return sorted(
        [f"{name}: was edited; write a new migration" for name in edited]
        + [f"{name}: add the line '{found[name]}  {name}' to {SUMS}" for name in found.keys() - sums.keys()]
        + [f"{name}: is gone" for name in sums.keys() - found.keys()]
    )


def test_every_migration_is_the_text_that_was_listed():
    found = {
        path.as_posix().removeprefix(FOLDER): sha256(text(path).encode()).hexdigest()
        for path in files(f"{FOLDER}*/0*.py")
    }
    assert strayed(listed(), found) == []


def test_the_fence_finds_an_edited_a_new_and_a_lost_file():
    told = strayed({"a/0001.py": "1", "b/0001.py": "2"}, {"a/0001.py": "other", "c/0001.py": "3"})
    assert [line.split(":")[0] for line in told] == ["a/0001.py", "b/0001.py", "c/0001.py"]
