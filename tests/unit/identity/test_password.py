"""Passwords are argon2id, hashed beside the event loop, a few at a time."""

import asyncio
import threading

from largesse.identity.sessions import password
from largesse.identity.sessions.password import hashed, matches


async def test_the_loop_goes_on_while_passwords_are_hashed():
    beats, at_once = 0, 0
    hashing = [asyncio.ensure_future(hashed(f"calm-willow-{n}")) for n in range(4)]
    while not all(one.done() for one in hashing):
        await asyncio.sleep(0)
        beats += 1
        at_once = max(at_once, sum(t.name.startswith("argon2") for t in threading.enumerate()))
    assert beats > 10
    assert at_once <= 2
    assert all(one.result().startswith("$argon2id$") for one in hashing)


async def test_a_hash_matches_its_password_only_and_nobody_matches_nothing():
    kept = await hashed("calm-willow-7")
    assert await matches(kept, "calm-willow-7")
    assert not await matches(kept, "calm-willow-8")
    assert not await matches(kept, "calm-willow-7" + "x" * 10_000)
    assert not await matches("not a hash", "calm-willow-7")
    assert not await matches(None, "nobody has this password")
    assert await hashed("calm-willow-7") != kept


def test_nobodys_hash_takes_as_long_as_anybodys():
    assert not password._hasher.check_needs_rehash(password._NOBODY)
