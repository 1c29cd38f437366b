"""How a plugin refuses or fails. Any other exception that it raises counts as an unknown outcome.

Invariant   OutcomeUnknown means that something may have been done at the provider; each of the others
            means that nothing was
"""

# ruff: noqa: N818 - named for what happened, as partners read them

from typing import ClassVar


class PluginError(Exception):
    """A refusal or failure with a stable code; ``retry_after_s`` where the same request may be sent again.

    ``code`` is the kind's own, ``error_code`` the one that is reported: the plugin's where it gave one.
    """

    code: ClassVar[str] = "plugin.failed"
    retryable: ClassVar[bool] = False

    def __init__(
        self, reason: str = "", *, code: str | None = None, retry_after_s: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.error_code = code or type(self).code
        self.retry_after_s = retry_after_s if retry_after_s is not None or not self.retryable else 5.0


class Declined(PluginError):
    """The provider refuses for a business reason (sold out, not eligible); its answer is final."""

    code = "plugin.declined"


class RateLimited(PluginError):
    """Too many requests; nothing was done."""

    code = "plugin.rate_limited"
    retryable = True


class Unavailable(PluginError):
    """The provider could not be reached at all; nothing was done."""

    code = "plugin.unavailable"
    retryable = True


class OutcomeUnknown(PluginError):
    """The request may have been carried out: ask by ``query``, never send it again blindly."""

    code = "plugin.outcome_unknown"


class AuthFailed(PluginError):
    """The provider does not accept our credential, or a callback's signature is wrong."""

    code = "plugin.auth_failed"


class Misconfigured(PluginError):
    """The configuration cannot work; an administrator must change it."""

    code = "plugin.misconfigured"


class NotSupported(PluginError):
    """The plugin does not offer this method."""

    code = "plugin.not_supported"


class EgressRefused(PluginError):
    """The manifest does not name the address that the plugin wanted to reach, or it leads inside."""

    code = "plugin.egress_refused"


class EmitRefused(PluginError):
    """The plugin may emit no events now, or what it emitted has not the shape; nothing of it was kept."""

    code = "plugin.emit_refused"


BY_CODE: dict[str, type[PluginError]] = {
    kind.code: kind
    for kind in (
        Declined,
        RateLimited,
        Unavailable,
        OutcomeUnknown,
        AuthFailed,
        Misconfigured,
        NotSupported,
        EgressRefused,
        EmitRefused,
    )
}
