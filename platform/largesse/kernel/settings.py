"""Settings: read from the environment once, then frozen."""

import os
from datetime import time
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

Network = IPv4Network | IPv6Network
CHECKOUT = Path(__file__).resolve().parents[3]
STATIC = Path(__file__).resolve().parents[1] / "web" / "static"


def default_home() -> Path:
    """Give ``/var/lib/largesse`` for root, else ``~/.local/share/largesse``."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/largesse")
    return Path.home() / ".local" / "share" / "largesse"


def _both(name: str) -> AliasChoices:
    return AliasChoices(f"LARGESSE_{name}", name)


def networks_of(written: str) -> tuple[Network, ...]:
    """Give the networks of a setting, which joins them by commas."""
    return tuple(ip_network(one.strip()) for one in written.split(",") if one.strip())


def _networks(written: str) -> str:
    networks_of(written)
    return written


def _days(written: str) -> str:
    for one in written.split(","):
        if one.strip() and not 1 <= int(one) <= 365:
            raise ValueError(written)
    return written


def _hours(written: str) -> str:
    since, _, until = written.partition("-")
    if written.strip() and time.fromisoformat(since.strip()) == time.fromisoformat(until.strip()):
        raise ValueError(written)
    return written


class Settings(BaseSettings):
    """What an installation may choose; each field is documented in docs/reference/settings.md."""

    model_config = SettingsConfigDict(env_prefix="LARGESSE_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=default_home, description="Folder of data, keys and blobs.")
    database_url: str = Field(
        default="",
        validation_alias=_both("DATABASE_URL"),
        description="A PostgreSQL of one's own.",
    )
    redis_url: str = Field(
        default="",
        validation_alias=_both("REDIS_URL"),
        description="A Valkey or Redis of one's own.",
    )
    host: str = Field(
        default="127.0.0.1",
        validation_alias=_both("HOST"),
        description="Address; lan: the LAN one.",
    )
    port: int = Field(default=8000, validation_alias=_both("PORT"), ge=1, le=65535, description="Port.")
    public_url: str = Field(default="", description="Address that links carry.")
    demo_wanted: bool = Field(
        default=False,
        validation_alias=AliasChoices("LARGESSE_DEMO"),
        description="Demo mode: demo data, client picker, message tray. Production refuses it.",
    )
    environment: Literal["development", "production"] = Field(
        default="development",
        description="Production refuses the demo, unknown GraphQL documents and the explorer.",
    )
    graphql_newer_draft: bool = Field(
        default=False,
        description="A GraphQL document, or variables, that do not fit the schema answer 422 instead of 400.",
    )
    key: str = Field(default="", description="Master key, 64 hex digits; empty: <home>/keys/master.")
    sealing: Literal["aesgcm1", "sm4gcm1"] = Field(
        default="aesgcm1", description="How new values are sealed."
    )
    plugin_path: str = Field(
        default="",
        description="Folders of plugins, joined by colons.",
    )
    plugin_networks: Annotated[str, AfterValidator(_networks)] = Field(
        default="",
        description="Networks that plugins may reach beside the public internet, joined by commas, such as"
        " 10.20.0.0/16. Empty: loopback in development, none in production.",
    )
    allowed_hosts: str = Field(
        default="",
        description="Hosts that are served, joined by commas, *.name for all below one; loopback always."
        " Empty: in production that of PUBLIC_URL, else every host.",
    )
    hsts_s: int = Field(
        default=31_536_000,
        ge=0,
        description="Seconds for which browsers stay with https once they came by it; 0 does not tell them.",
    )
    egress_inside: Annotated[str, AfterValidator(_networks)] = Field(
        default="",
        description="Networks inside that the bank's gateways may lie in, joined by commas, as 10.2.0.0/16."
        " Empty: in production public addresses only.",
    )
    header_s: float = Field(
        default=10.0, gt=0, le=600, description="Seconds within which a request's headers must have come."
    )
    idle_s: int = Field(
        default=75,
        gt=0,
        le=3600,
        description="Seconds after which a connection without a request is closed;"
        " longer than a proxy keeps its own.",
    )
    body_s: float = Field(
        default=15.0,
        gt=0,
        le=600,
        description="Seconds that a body is waited for, besides one for every 8 KiB of it that came.",
    )
    pool_max: int = Field(default=10, ge=1, le=200, description="Database connections per process.")
    hang_s: float = Field(
        default=30.0, ge=2, le=600, description="Seconds without a heartbeat until a process is replaced."
    )
    disk_min_mib: int = Field(
        default=200, ge=0, description="MiB that must be free in the home; below it /readyz says 503."
    )
    lease_s: float = Field(default=10.0, gt=0, le=600, description="Seconds a delivery is leased.")
    reading_at_once: int = Field(
        default=2, ge=1, le=32, description="Files of others read side by side, per process."
    )
    reading_memory_mb: int = Field(
        default=1024, ge=64, le=65_536, description="Memory that reading one file may take, in MiB."
    )
    reading_timeout_s: float = Field(
        default=60.0, gt=0, le=3600, description="Seconds that reading one file may take."
    )
    keep_events_days: int = Field(
        default=400, ge=31, description="Days for which events of the outbox are kept."
    )
    keep_receipts_days: int = Field(
        default=400, ge=90, description="Days within which the same key gives the same answer, clients apart."
    )
    keep_client_receipts_days: int = Field(
        default=90, ge=1, description="Days within which a client's same key gives the same answer."
    )
    keep_messages_days: int = Field(
        default=180, ge=1, description="Days for which messages to clients are kept."
    )
    keep_form_days: int = Field(
        default=30, ge=0, description="Days for which answers to a form are kept after their right has ended."
    )
    keep_notices_days: int = Field(
        default=400, ge=1, description="Days for which what a client was told stands in his own list."
    )
    quiet_hours: Annotated[str, AfterValidator(_hours)] = Field(
        default="21:00-08:00",
        description="From when to when no reminder goes out, on the institution's clock; it waits until then."
        " Codes go out at any hour. Empty: no quiet hours.",
    )
    keep_client_files_days: int = Field(
        default=30,
        ge=1,
        description="Days for which files of clients, codes and uses are kept, sealed, once they were read.",
    )
    keep_evidence_days: int = Field(
        default=1_095, ge=30, description="Days for which files of evidence beside orders are kept, sealed."
    )
    expiry_notice_days: Annotated[str, AfterValidator(_days)] = Field(
        default="30,7,1",
        description="How many days before a right ends its holder is told, joined by commas; empty: never.",
    )
    counter_reversal_min: int = Field(
        default=30,
        ge=0,
        le=10_080,
        description="Minutes within which a counter takes a use of its own back; 0: only the bank does.",
    )
    adviser_gift_max_minor: int = Field(
        default=200_000,
        ge=0,
        description="Market value in minor units, up to which advisers hand a right over themselves; what is"
        " worth more waits for a signature.",
    )
    codes_hourly: int = Field(
        default=6_000,
        ge=1,
        description="Codes an hour to clients in the whole house; a number has its own limit.",
    )
    strangers_hourly: int = Field(
        default=600, ge=1, description="Messages an hour to numbers that nobody here has, in the whole house."
    )
    throttle: bool = Field(default=True, description="Limit how often one caller may ask.")
    metrics_token: str = Field(
        default="",
        description="Bearer token for /metrics; two, joined by a comma, while one takes the other's place."
        " Empty: loopback only.",
    )
    postgres_bin: str = Field(default="", description="PostgreSQL's programs, not the wheel's.")
    valkey_bin: str = Field(default="", description="valkey-server, not the wheel's.")
    bank: str = Field(
        default="",
        max_length=40,
        description="The bank's name at the head of messages to clients. Empty: none in production, a made-up"
        " one elsewhere.",
    )
    bank_en: str = Field(
        default="", max_length=40, description="The same in English messages; empty: as LARGESSE_BANK."
    )
    service_line: str = Field(
        default="",
        pattern=r"^(?:\+?[0-9][0-9 -]{1,18})?$",
        description="The bank's telephone for its clients, such as 95555; it is offered where a client has no"
        " adviser or nobody is recognised. Empty: none is offered.",
    )
    zone: str = Field(default="Asia/Shanghai", description="The institution's IANA time zone.")

    @property
    def production(self) -> bool:
        """Whether real clients are served here."""
        return self.environment == "production"

    @property
    def demo(self) -> bool:
        """Whether the demo's doors are open: asked for, and not in production."""
        return self.demo_wanted and not self.production

    @property
    def database_address(self) -> str:
        """One's own database, else the one that `largesse up` runs in this home."""
        return self.database_url or f"postgresql://largesse@/largesse?host={self.home / 'run'}&port=5432"

    @property
    def base_url(self) -> str:
        """The address that links and QR codes carry."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


@cache
def settings() -> Settings:
    """Give the settings of this process."""
    return Settings()
