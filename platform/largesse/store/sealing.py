"""Sealed values: authenticated encryption with the algorithm named in the value.

Words       ``aesgcm1:<key id>:<base64 of nonce + ciphertext + tag>``; ``sm4gcm1`` likewise
Invariant   a value opens only under the context it was sealed for
Source      NIST SP 800-38D; GB/T 32907 (SM4), RFC 8998
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings
from largesse.store.keys import derived

NONCE = 12
_TAG = 16


def seal(plain: bytes, context: str) -> str:
    """Encrypt for one context, for example ``audience.identity:<uuid>``; text without secrets in it."""
    name = settings().sealing
    nonce = secrets.token_bytes(NONCE)
    encryptor = Cipher(algorithm_of(name), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(f"{name}|{context}".encode())
    body = encryptor.update(plain) + encryptor.finalize() + encryptor.tag
    return f"{name}:{key_id_of(name)}:{base64.b64encode(nonce + body).decode()}"


def open_sealed(sealed: str, context: str) -> bytes:
    """Decrypt a sealed value.

    Raises:
        Broken: the value was changed, or sealed for another context or under another key.
    """
    name, key_id, text = sealed.split(":", 2)
    if key_id != key_id_of(name):
        raise Broken(f"sealed under another key: {key_id}")
    raw = base64.b64decode(text)
    nonce, body, tag = raw[:NONCE], raw[NONCE:-_TAG], raw[-_TAG:]
    decryptor = Cipher(algorithm_of(name), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(f"{name}|{context}".encode())
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as error:
        raise Broken("a sealed value does not open") from error


def blind_index(value: str, context: str) -> str:
    """Give a keyed hash by which an encrypted value can be looked up: ``hmacsha256:<hex>``."""
    return f"hmacsha256:{hmac.new(derived(f'index:{context}'), value.encode(), hashlib.sha256).hexdigest()}"


def signature(data: bytes, purpose: str) -> str:
    """Give ``hmacsha256:<hex>`` under a key of its own purpose; compare with hmac.compare_digest."""
    return f"hmacsha256:{hmac.digest(derived(f'sign:{purpose}'), data, 'sha256').hex()}"


def algorithm_of(name: str) -> algorithms.AES | algorithms.SM4:
    """Give a sealing algorithm with its key."""
    if name == "aesgcm1":
        return algorithms.AES(derived("seal:aesgcm1", 32))
    if name == "sm4gcm1":
        return algorithms.SM4(derived("seal:sm4gcm1", 16))
    raise Broken(f"unknown sealing algorithm {name}")


def key_id_of(name: str) -> str:
    """Name the key of an algorithm, so that another one is told from it."""
    return hashlib.sha256(derived(f"id:{name}")).hexdigest()[:8]
