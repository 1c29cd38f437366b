"""The first day at a terminal: register the bank's app, set the gateway up, test it, enable it."""

import asyncio
import json
import os

from tests.kit import ready
from tests.kit.bank_app import BankApp
from tests.kit.post import gateway_server


async def runs(house, *commands):
    """Run commands over this house; gives of each its exit code, what it said and what it complained of."""
    settings = {**os.environ, "LC_ALL": "C", "LARGESSE_DATABASE_URL": house.dsn}
    done = [await asyncio.to_thread(ready.run, *words, env=settings) for words in commands]
    return [(one.returncode, one.stdout, one.stderr) for one in done]


async def test_an_app_is_registered_rotated_listed_and_revoked(house, tmp_path):
    app, new = BankApp("bank-app"), BankApp()
    files = {"key": app.public_key, "private": json.dumps(app.pair.as_dict(private=True))}
    files["new"] = new.pair.as_pem(private=False).decode()
    paths = {name: tmp_path / name for name in files}
    for name, path in paths.items():
        path.write_text(files[name])
    added, refused, rotated, listed, unasked, revoked = await runs(
        house,
        ["issuer", "add", "bank-app", "--key", str(paths["key"]), "--kid", "2026"],
        ["issuer", "add", "other-app", "--key", str(paths["private"])],
        ["issuer", "rotate", "bank-app", "--key", str(paths["new"])],
        ["issuer", "list", "--json"],
        ["issuer", "revoke", "bank-app"],
        ["issuer", "revoke", "bank-app", "--end-sessions", "--yes"],
    )
    assert added[:2] == (0, "bank-app may sign with the key 2026.\n")
    assert (refused[0], refused[2].startswith("This is a private key")) == (2, True)
    assert rotated[0] == 0
    [shown] = json.loads(listed[1])
    assert [one["kid"] for one in shown["keys"]] == [new.pair.thumbprint(), "2026"]
    assert (unasked[0], "--yes" in unasked[1]) == (2, True)
    assert revoked[:2] == (0, "bank-app is revoked; 0 sessions ended.\n")
    states = await house.rows("select state from audience_launch_key")
    assert [row["state"] for row in states] == ["stopped", "stopped"]


async def test_a_gateway_is_set_up_tested_and_enabled(house, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("a secret of some length\n")
    async with gateway_server() as gateway:
        gateway.answers += ["202 Accepted", "401 Unauthorized"]
        kept, works, enabled, failed, wrong, unsaid, listed = await runs(
            house,
            ["channel", "set", "sms", "http", f"url={gateway.address}", "--secret-file", str(secret)],
            ["channel", "test", "sms", "13600000000"],
            ["channel", "enable", "sms"],
            ["channel", "test", "sms", "13600000000"],
            ["channel", "set", "email", "smtp", "hots=mail.bank.example"],
            ["channel", "set", "email", "http", "url=https://a.example", "fresh_key=true"],
            ["channel", "list", "--json"],
        )
    assert (kept[0], enabled[0]) == (0, 0)
    assert works[:2] == (0, "A test message went out by the channel sms.\n")
    assert failed[:2] == (1, "The message was refused: HTTP 401\n")
    assert (wrong[0], "hots" in wrong[2]) == (2, True)
    assert (unsaid[0], "yes or no" in unsaid[2]) == (2, True)
    shown = json.loads(listed[1])
    assert [(one["channel"], one["carried_by"]) for one in shown] == [("sms", "http"), ("email", "tray")]
