"""Settings: read from the environment once, then frozen."""

import os
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[3]
STATIC = Path(__file__).resolve().parents[1] / "web" / "static"


def default_home() -> Path:
    """Give ``/var/lib/largesse`` for root, else ``~/.local/share/largesse``."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/largesse")
    return Path.home() / ".local" / "share" / "largesse"


def _both(name: str) -> AliasChoices:
    return AliasChoices(f"LARGESSE_{name}", name)


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
    demo: bool = Field(default=False, description="Demo mode: demo data, client picker, message tray.")
    environment: Literal["development", "production"] = Field(
        default="development", description="Production refuses unknown GraphQL documents and the explorer."
    )
    key: str = Field(default="", description="Master key, 64 hex digits; empty: <home>/keys/master.")
    sealing: Literal["aesgcm1", "sm4gcm1"] = Field(
        default="aesgcm1", description="How new values are sealed."
    )
    plugin_path: str = Field(
        default="",
        description="Folders of plugins, joined by colons.",
    )
    pool_max: int = Field(default=10, ge=1, le=200, description="Database connections per process.")
    lease_s: float = Field(default=10.0, gt=0, le=600, description="Seconds a delivery is leased.")
    throttle: bool = Field(default=True, description="Limit how often one caller may ask.")
    metrics_token: str = Field(default="", description="Bearer token for /metrics; empty: loopback only.")
    postgres_bin: str = Field(default="", description="PostgreSQL's programs, not the wheel's.")
    valkey_bin: str = Field(default="", description="valkey-server, not the wheel's.")
    zone: str = Field(default="Asia/Shanghai", description="The institution's IANA time zone.")

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
