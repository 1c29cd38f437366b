"""Many values sealed and indexed at once: each key is derived once, not once a value.

Invariant   what is made here is what ``sealing`` makes one by one, and opens there
Source      tests/unit/store/test_sealing_many.py
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers import Cipher, modes

from largesse.kernel.settings import settings
from largesse.store.keys import derived
from largesse.store.sealing import NONCE, algorithm_of, key_id_of


def seal_many(values: Sequence[tuple[bytes, str]]) -> list[str]:
    """Encrypt each value for its own context; see ``sealing.seal``."""
    name = settings().sealing
    algorithm, key_id = algorithm_of(name), key_id_of(name)
    sealed = []
    for plain, context in values:
        nonce = secrets.token_bytes(NONCE)
        encryptor = Cipher(algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(f"{name}|{context}".encode())
        body = encryptor.update(plain) + encryptor.finalize() + encryptor.tag
        sealed.append(f"{name}:{key_id}:{base64.b64encode(nonce + body).decode()}")
    return sealed


def blind_many(values: Sequence[str], context: str) -> list[str]:
    """Give the keyed hash of each value; see ``sealing.blind_index``."""
    key = derived(f"index:{context}")
    return [f"hmacsha256:{hmac.new(key, one.encode(), hashlib.sha256).hexdigest()}" for one in values]
