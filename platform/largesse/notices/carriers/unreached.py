"""Why a carrier was not reached, in words that people know; what the library said stands beside them."""

import errno
import socket
import ssl

from largesse.kernel.errors import Phrase
from largesse.kernel.reasons import because
from largesse.notices.trouble import told

_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH}
_KEYS: dict[type[BaseException], str] = {
    socket.gaierror: "notices.reason.unresolved",
    ConnectionRefusedError: "notices.reason.refused",
    ConnectionError: "notices.reason.lost",
}
_KEYS_OF_CERTIFICATE = {
    **dict.fromkeys((9, 10), "notices.reason.certificate_expired"),
    **dict.fromkeys((62, 64), "notices.reason.certificate_name"),
    **dict.fromkeys((2, 18, 19, 20, 21), "notices.reason.certificate_issuer"),
}


def not_reached(error: BaseException) -> Phrase:
    """Give the cause of an error of connecting, which libraries wrap.

    Source:
        OpenSSL, X509_verify_cert(3): the numbers of what is wrong with a certificate.
    """
    cause = error
    while cause.__cause__ is not None or cause.__context__ is not None:
        cause = cause.__cause__ or cause.__context__ or cause
    timed_out = isinstance(error, TimeoutError) or isinstance(cause, TimeoutError)
    key = "notices.reason.no_answer" if timed_out else _key(cause)
    return because(key, detail=told(str(cause) or type(cause).__name__, ""))


def _key(cause: BaseException) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _KEYS_OF_CERTIFICATE.get(cause.verify_code, "notices.reason.certificate")
    if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
        return "notices.reason.unreachable"
    return next((key for kind, key in _KEYS.items() if isinstance(cause, kind)), "notices.reason.other")
