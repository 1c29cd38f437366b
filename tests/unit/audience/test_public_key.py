"""One public key is read however it is pasted; everything else is refused by name, and never repeated."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc.jwk import ECKey, OctKey, RSAKey

from largesse.audience.issuers.issuers import issuer_given
from largesse.audience.issuers.public_key import (
    TEXT_MAX,
    LaunchKeyKind,
    LaunchKeyPrivate,
    LaunchKeysSeveral,
    LaunchKeyUnreadable,
    public_key_given,
)
from largesse.kernel.errors import Malformed

PAIR = ECKey.generate_key("P-256")
JWK = PAIR.as_dict(private=False)
PEM = PAIR.as_pem(private=False).decode()
RSA = rsa.generate_private_key(65_537, 2048)


def pem(key):
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def private_pem(key, form=PrivateFormat.PKCS8):
    return key.private_bytes(Encoding.PEM, form, NoEncryption()).decode()


@pytest.mark.parametrize(
    "pasted",
    [
        json.dumps(JWK),
        json.dumps({"keys": [JWK]}),
        json.dumps(JWK | {"use": "sig", "alg": "ES256", "key_ops": ["verify"]}),
        PEM,
        PEM.replace("\n", "\r\n"),
        f"\ufeff\n  {PEM}\n",
        f"our key:\n{PEM}",
    ],
    ids=[
        "JWK",
        "set of one",
        "JWK with its use",
        "PEM",
        "PEM of Windows",
        "PEM with a mark",
        "PEM in a note",
    ],
)
def test_one_key_is_read_however_it_is_pasted(pasted):
    read = public_key_given(pasted)
    assert read.jwk == {"crv": "P-256", "kty": "EC", "x": JWK["x"], "y": JWK["y"]}
    assert read.kid == read.thumbprint == PAIR.thumbprint()


def test_a_key_is_called_as_one_says_else_as_its_jwk_does():
    named = json.dumps(JWK | {"kid": "2027-spring"})
    assert public_key_given(named).kid == "2027-spring"
    assert public_key_given(named, "other").kid == "other"
    for wrong in ("a b", "x" * 129, "钥匙", "a\u200bb"):
        with pytest.raises(Malformed) as refused:
            public_key_given(PEM, wrong)
        assert refused.value.path == "kid"


PRIVATE = {
    "JWK": json.dumps(PAIR.as_dict(private=True)),
    "set": json.dumps({"keys": [JWK, PAIR.as_dict(private=True)]}),
    "PKCS 8": PAIR.as_pem(private=True).decode(),
    "SEC 1": private_pem(ec.generate_private_key(ec.SECP256R1()), PrivateFormat.TraditionalOpenSSL),
    "RSA": private_pem(RSA),
    "RSA JWK": json.dumps(RSAKey.generate_key(2048).as_dict(private=True)),
    "secret": json.dumps(OctKey.generate_key(256).as_dict()),
    "with its public half": PAIR.as_pem(private=True).decode() + PEM,
}


@pytest.mark.parametrize("pasted", PRIVATE.values(), ids=PRIVATE.keys())
def test_a_private_key_is_refused_and_not_repeated(pasted):
    with pytest.raises(LaunchKeyPrivate) as refused:
        public_key_given(pasted)
    assert refused.value.facts() == {}


KINDS = {
    "RSA": pem(RSA.public_key()),
    "EC secp384r1": pem(ec.generate_private_key(ec.SECP384R1()).public_key()),
    "EC secp256k1": pem(ec.generate_private_key(ec.SECP256K1()).public_key()),
    "Ed25519": pem(ed25519.Ed25519PrivateKey.generate().public_key()),
    "CERTIFICATE": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "OKP": '{"kty":"OKP","crv":"Ed25519","x":"eA"}',
    "EC P-521": '{"kty":"EC","crv":"P-521","x":"eA","y":"eA"}',
    "enc": json.dumps(JWK | {"use": "enc"}),
    "ECDH-ES": json.dumps(JWK | {"alg": "ECDH-ES"}),
    "?": '{"kty":"<b>RSA</b>"}',
}


@pytest.mark.parametrize(("kind", "pasted"), KINDS.items(), ids=KINDS.keys())
def test_a_key_of_another_kind_is_refused_by_its_name(kind, pasted):
    with pytest.raises(LaunchKeyKind) as refused:
        public_key_given(pasted)
    assert refused.value.kind == kind


SEVERAL = {"set": json.dumps({"keys": [JWK, JWK]}), "list": json.dumps([JWK, JWK]), "PEM": PEM + PEM}


@pytest.mark.parametrize("pasted", SEVERAL.values(), ids=SEVERAL.keys())
def test_several_keys_are_refused(pasted):
    with pytest.raises(LaunchKeysSeveral) as refused:
        public_key_given(pasted)
    assert refused.value.count == 2


NONE = {
    "nothing": "",
    "words": "a key",
    "no JSON": "{",
    "nested": "[" * 4_000,
    "too long": "{}" + " " * TEXT_MAX + "x",
    "empty set": '{"keys":[]}',
    "set of words": '{"keys":["x"]}',
    "no point": json.dumps(JWK | {"y": JWK["x"]}),
    "no base64": json.dumps(JWK | {"x": "é"}),
    "too large": json.dumps(JWK | {"x": "A" * 400}),
    "a number": json.dumps(JWK | {"y": 7}),
    "cut": PEM[:60],
}


@pytest.mark.parametrize("pasted", NONE.values(), ids=NONE.keys())
def test_what_is_no_key_is_said_so(pasted):
    with pytest.raises(LaunchKeyUnreadable):
        public_key_given(pasted)


def test_an_issuer_is_called_exactly_as_its_tokens_say():
    assert issuer_given(" https://app.bank.example ") == "https://app.bank.example"
    for wrong in ("", "a", "x" * 61, "bank app", "ｂａｎｋ", "bank\u200b-app", "bank\u2010app", "手机银行"):
        with pytest.raises(Malformed) as refused:
            issuer_given(wrong)
        assert refused.value.path == "issuer"
