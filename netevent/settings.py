"""The settings, from ``NETEVENT_*`` variables and an optional ``.env``. Read once, at the start.

Called by `cli` and by tests; everything else is handed a `Settings`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "NETEVENT_"
NEW_KEY = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
# As `documents.lettering.machine.folders` has them.
TYPEFACES = {".ttf", ".otf", ".ttc", ".otc"}
LOCAL = {"localhost", "127.0.0.1", "::1"}
SECRETS = {
    "secret_key",
    "database_url",
    "redis_url",
    "smtp_url",
    "stripe_key",
    "stripe_webhook_secret",
    "mollie_key",
    "bounces_imap_url",
    "brevo_webhook_secret",
}
ONE_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")
SELECTOR = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
STRIPE_API, MOLLIE_API = "https://api.stripe.com", "https://api.mollie.com"


class SettingsError(Exception):
    """A setting is wrong; the text names the variable and says what it must be."""


class Settings(BaseSettings):
    """All that can be set. Each field's description is the row of the table in the README."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    secret_key: SecretStr = Field(
        SecretStr(""), description="At least 32 characters; signs cookies and forms"
    )
    base_url: str = Field("http://localhost:8000", description="The address in mails, links and QR codes")
    database_url: str = Field(
        "", description="`mysql+aiomysql://user:password@host/name`; empty: SQLite in var"
    )
    redis_url: str = Field("", description="`redis://host:6379/0`; needed with more than one worker")
    smtp_url: str = Field(
        "", description="`smtp://user:password@host:587` (or `smtps://`); empty: mail waits"
    )
    mail_per_minute: Annotated[int, Field(ge=0, le=100_000)] = Field(
        0, description="How many mails leave in a minute, of all workers together; 0: no limit"
    )
    mail_from: str = Field("NetEvent <no-reply@localhost>", description="The sender of all mail")
    bounces_to: str = Field(
        "", description="Where mail that cannot be delivered comes back; empty: to the sender's address"
    )
    bounces_imap_url: str = Field(
        "", description="The mailbox it comes back to, read each minute: `imaps://user:password@host/INBOX`"
    )
    brevo_webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="The token that is set at Brevo's webhook; empty: nothing is heard of Brevo",
    )
    dkim_selector: str = Field(
        "", description="Which DKIM key `netevent doctor` looks for; empty: it tries the usual ones"
    )
    var_dir: Path = Field(Path("var"), description="Where the embedded database, files and demo mail lie")
    fonts_dir: str = Field(
        "",
        description="A folder with further typefaces for badges and other paper; "
        "empty: those of the system alone",
    )
    host: str = Field("127.0.0.1", description="The address to listen on")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(8000, description="The port to listen on")
    workers: Annotated[int, Field(ge=1, le=64)] = Field(
        1, description="Server processes; more than one needs Redis"
    )
    trusted_proxies: Annotated[int, Field(ge=0, le=10)] = Field(
        0, description="How many reverse proxies stand in front and add X-Forwarded-For"
    )
    organizers: str = Field(
        "invited",
        pattern="^(open|invited|closed)$",
        description="Who may become an organizer: anybody (`open`), whom an organizer invites (`invited`), "
        "nobody (`closed`); `netevent create-organizer` always can",
    )
    stripe_key: SecretStr = Field(
        SecretStr(""), description="Stripe's secret key, `sk_…` or `rk_…`; empty: no payment by Stripe"
    )
    stripe_webhook_secret: SecretStr = Field(
        SecretStr(""), description="The signing secret of the webhook at Stripe, `whsec_…`"
    )
    mollie_key: SecretStr = Field(
        SecretStr(""), description="Mollie's API key, `live_…` or `test_…`; empty: no payment by Mollie"
    )
    stripe_api: str = Field(STRIPE_API, description="Where Stripe answers; for tests")
    mollie_api: str = Field(MOLLIE_API, description="Where Mollie answers; for tests")
    push_services: str = Field(
        "",
        description="Further hosts that push may go to, with commas between them, `push.example.org`; "
        "those of Chrome, Edge, Firefox and Safari are known",
    )
    log_format: str = Field("json", pattern="^(console|json)$", description="`json`, or `console` for people")
    demo: bool = Field(False, description="Shows outgoing mail at /dev/mail; never on a real server")

    @field_validator("base_url")
    @classmethod
    def _base_url_is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be an address such as https://tickets.example.org")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_one_we_speak(cls, value: str) -> str:
        if value and not value.startswith(("mysql+aiomysql://", "sqlite://")):
            raise ValueError(
                "must start with mysql+aiomysql:// or sqlite:///, or be empty for the embedded database"
            )
        return value

    @field_validator("fonts_dir")
    @classmethod
    def _fonts_lie_in_a_folder(cls, value: str) -> str:
        try:
            if value and not any(file.suffix.lower() in TYPEFACES for file in Path(value).iterdir()):
                raise ValueError("must be a folder with typefaces: there is no .ttf, .otf or .ttc file in it")
        except OSError as error:
            raise ValueError(f"must be a folder that this account can read: {error.strerror}") from None
        return value

    @field_validator("stripe_api", "mollie_api")
    @classmethod
    def _services_are_addresses(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be an address such as https://api.example.org")
        return value.rstrip("/")

    @field_validator("push_services")
    @classmethod
    def _push_services_are_hosts(cls, value: str) -> str:
        for host in filter(None, (one.strip() for one in value.split(","))):
            if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?", host.lower()):
                raise ValueError("must be names of hosts with commas between them, such as push.example.org")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp_is_an_address(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("smtp", "smtps"):
            raise ValueError("must start with smtp:// or smtps://")
        return value

    @field_validator("bounces_imap_url")
    @classmethod
    def _mailbox_is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username):
            raise ValueError("must be an address such as imaps://user:password@mail.example.org/INBOX")
        return value

    @field_validator("bounces_to")
    @classmethod
    def _bounces_come_to_one_address(cls, value: str) -> str:
        if value and not ONE_ADDRESS.fullmatch(value):
            raise ValueError("must be one address such as bounces@example.org, without a name")
        return value

    @field_validator("brevo_webhook_secret")
    @classmethod
    def _secret_is_none_to_guess(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 20:
            raise ValueError(f"must be at least 20 random characters. {NEW_KEY}")
        return value

    @field_validator("dkim_selector")
    @classmethod
    def _selector_is_part_of_a_name(cls, value: str) -> str:
        if value and not SELECTOR.fullmatch(value):
            raise ValueError("must be the word before ._domainkey, such as brevo1")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis_is_an_address(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("redis", "rediss"):
            raise ValueError("must start with redis:// or rediss://")
        return value

    @model_validator(mode="after")
    def _several_workers_share_a_bus(self) -> Settings:
        if self.workers > 1 and not self.redis_url:
            raise ValueError(
                f"{PREFIX}WORKERS is {self.workers}, and several workers need a Redis server between "
                f"them: set {PREFIX}REDIS_URL, for example redis://localhost:6379/0, or {PREFIX}WORKERS=1"
            )
        return self

    @property
    def database(self) -> str:
        """The database's address, the embedded one's when none is set."""
        return self.database_url or f"sqlite:///{(self.var_dir / 'netevent.db').resolve()}"

    @property
    def secure(self) -> bool:
        """Whether people reach this server over HTTPS, so that cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def can_mail(self) -> bool:
        """Whether mails leave this server, or are shown by the demo."""
        return bool(self.smtp_url) or self.demo

    @property
    def origin(self) -> str:
        """Scheme and host of the base URL, as browsers write it in ``Origin``."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}".lower()


def read_settings(**overrides: object) -> Settings:
    """The settings of this process; `overrides` win over the environment.

    Raises:
        SettingsError: with one sentence for each wrong setting.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks the values itself
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(problem) for problem in error.errors())) from None


def require_secret_key(settings: Settings) -> None:
    """Refuse to serve with a missing or short secret key.

    Raises:
        SettingsError: with the command that makes a good key.
    """
    if len(settings.secret_key.get_secret_value()) < 32:
        raise SettingsError(f"{PREFIX}SECRET_KEY must be set to at least 32 random characters. {NEW_KEY}")


def require_local_demo(settings: Settings) -> None:
    """Refuse to serve the demo's open mailbox to a network. (`netevent demo` shows it to this machine alone.)

    Raises:
        SettingsError: with what to do.
    """
    if settings.demo and settings.host not in LOCAL:
        raise SettingsError(
            f"{PREFIX}DEMO is true, which shows all mail to everybody who reaches {settings.host}. "
            f"Unset it; to try NetEvent in a network, use: netevent demo --host {settings.host}"
        )


def _sentence(problem: ErrorDetails) -> str:
    message = str(problem["msg"]).removeprefix("Value error, ")
    if not problem["loc"]:
        return message
    field = str(problem["loc"][0])
    shown = "" if field in SECRETS else f" (it is {problem['input']!r})"
    return f"{PREFIX}{field.upper()} is wrong: {message}{shown}."
