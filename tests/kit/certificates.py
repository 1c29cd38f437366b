"""An authority of a test's own, and the certificate of a server on this machine that it signed."""

import ssl
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from largesse.kernel.clock import now


@dataclass(frozen=True)
class Certificates:
    """``ca`` is the authority's, PEM; ``server`` is what a server of this machine shows."""

    ca: str
    server: ssl.SSLContext


def certificates(folder: Path, host: str = "localhost") -> Certificates:
    """Make an authority, and a server's certificate for a name; localhost's is for its address too."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = _signed("A bank's authority", authority, authority, x509.BasicConstraints(ca=True, path_length=0))
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    names += [x509.IPAddress(ip_address("127.0.0.1"))] if host == "localhost" else []
    own = _signed(host, key, authority, x509.SubjectAlternativeName(names))
    chain, private = folder / "server.pem", folder / "server.key"
    chain.write_bytes(own.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, private)
    return Certificates(ca.public_bytes(Encoding.PEM).decode(), server)


def _signed(name, key, by, extension) -> x509.Certificate:
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A bank's authority")])
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        .add_extension(identifier, critical=False)
        .sign(by, hashes.SHA256())
    )
