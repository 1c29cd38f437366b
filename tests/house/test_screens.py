"""What a row of the console allows is served with the row: no screen works it out from a state again."""

import json
import re
from pathlib import Path

from tests.house.tree import files, text

# A state that is compared: with ===, as a key, or looked for among others.
COMPARED = re.compile(
    r"\.state\s*[!=]==|[!=]==\s*[\w.?]+\.state\b|includes\(\s*[\w.?]+\.state\s*\)|\w\[[\w.?]+\.state\]"
)
ROOMS = "widgets/apps/console/src/rooms"
# Screens that choose words or colours by a state, and how often; none shows or hides an act by it.
SHOWN = {
    "identity/approvals/Decision.tsx": 2,
    "identity/approvals/Page.tsx": 1,
    "settlement/breaks/Deciding.tsx": 1,
    "settlement/statements/Page.tsx": 1,
    "rights/batches/Page.tsx": 1,
    "audience/imports/progress.tsx": 2,
}


def compared(paths, read):
    """Count the states that each file compares, files without one left out."""
    found = {path: len(COMPARED.findall(read(path))) for path in paths}
    return {path: count for path, count in found.items() if count}


def test_no_screen_works_out_what_a_row_allows():
    sources = [path for path in files(f"{ROOMS}/**/*.ts", f"{ROOMS}/**/*.tsx") if ".test." not in path.name]
    assert len(sources) > 60
    assert compared(sources, text) == {Path(ROOMS, name): count for name, count in SHOWN.items()}


def test_a_state_that_is_compared_is_caught():
    crimes = {
        "A.tsx": '{batch.state === "draft" && <Submit />}',
        "B.tsx": "const steps = STEPS[batch.state] ?? [];",
        "C.tsx": "if (!ALIVE.includes(right.state)) return null;",
        "D.tsx": 'const open = "open" !== row.state;',
    }
    lawful = {"E.tsx": 'batch.actions.includes("submit")', "F.tsx": "<Status of={batch.state} />"}
    told = {Path(path): line for path, line in (crimes | lawful).items()}
    assert compared(told, told.__getitem__) == {Path(path): 1 for path in crimes}


# What a browser has only where the page came by TLS or from loopback; a bank tries us out on its own network.
NEEDS_TLS = re.compile(r"\bcrypto\.(?:randomUUID|subtle)\b")


def in_need(paths, read):
    """Give the files that use what a page without TLS does not have."""
    return [path for path in paths if NEEDS_TLS.search(read(path))]


def test_the_front_end_needs_no_tls_to_make_a_key():
    sources = files(
        "widgets/apps/*.ts", "widgets/apps/*.tsx", "widgets/packages/*.ts", "widgets/packages/*.tsx"
    )
    assert len(sources) > 200
    assert in_need(sources, text) == []


def test_a_key_that_needs_tls_is_caught():
    told = {Path("a.ts"): "const key = crypto.randomUUID();", Path("b.ts"): "crypto.getRandomValues(bytes)"}
    assert in_need(told, told.__getitem__) == [Path("a.ts")]


# States that a row of the database may have, as its check names them; SQL breaks lines as it likes.
STATES = re.compile(r"\bstate (?:text not null (?:default '\w+' )?check \(state )?in\s*\(([^)]*)\)")


def states(sources):
    """Give every state that the migrations allow."""
    return {
        word
        for source in sources
        for found in STATES.findall(source)
        for word in re.findall(r"[\w-]+", found)
    }


def test_every_state_that_a_row_may_have_has_a_word():
    allowed = states(map(text, files("platform/largesse/migrations/**/*.py")))
    assert {"consented", "undone", "quarantined", "leased"} <= allowed
    for locale in ("zh-CN", "en"):
        said = json.loads(text(Path(f"widgets/apps/console/src/copy/{locale}.json")))
        assert {state for state in allowed if f"state.{state}" not in said} == set()
