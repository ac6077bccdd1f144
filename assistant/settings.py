"""Settings, read from the environment (prefix ``ASSISTANT_``); docs/settings.md lists them."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError


def read_settings(**changed: object) -> Settings:
    """The settings of the environment, with some of them changed.

    Raises:
        SettingsError: a value is of the wrong form; the message names the variable.
    """
    try:
        return Settings(**changed)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ASSISTANT_{'_'.join(str(part) for part in first['loc']).upper()}"
        raise SettingsError(
            f"{name} is {first['input']!r}: {first['msg']}; docs/settings.md lists what it may be"
        ) from error


def _data_folder() -> Path:
    """Where a user's data belong: https://specifications.freedesktop.org/basedir-spec/latest/."""
    given = os.environ.get("XDG_DATA_HOME", "")
    base = Path(given) if given and Path(given).is_absolute() else Path("~/.local/share").expanduser()
    return base / "plan-assistant"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class Settings(BaseSettings):
    """All that a user may set without touching code."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore")

    home: Path = Field(
        default=Path(__file__).resolve().parent.parent,
        description="Folder that holds corpus/, indexes/ and eval/; the checkout unless set.",
    )
    plan: str = Field(default="", description="Key of the plan to ask; empty: the first in corpus/ by name.")
    embedder: str = Field(
        default="", description="A sentence-transformers model by folder or hub name; empty: the bundled one."
    )
    reranker: str = Field(default="", description="A sentence-transformers CrossEncoder; empty: none.")
    vector_cache: str = Field(default="", description="File of the vector cache; empty: in indexes/.")
    host: str = Field(default="127.0.0.1", description="Address the chat listens on.")
    port: int = Field(
        default=7860, ge=0, le=65535, description="Port the chat listens on; 0 takes a free one."
    )
    longest_question: int = Field(default=2000, ge=1, description="Characters a question may have.")
    sql_seconds: float = Field(default=1.0, gt=0, description="Seconds a table query may take.")
    sql_rows: int = Field(default=500, ge=1, description="Rows a table query may return.")

    llm_base_url: str = Field(
        default="",
        description="Address of an OpenAI-compatible endpoint, with /v1; empty: no language model.",
    )
    llm_model: str = Field(default="", description="Name by which the endpoint knows the model.")
    llm_api_key: SecretStr = Field(
        default=SecretStr(""), description="Key of the endpoint; empty: none is sent."
    )
    llm_seconds: float = Field(
        default=20.0,
        gt=0,
        le=600,
        description="Seconds the language model may take for one question, in all.",
    )

    log: bool = Field(
        default=True, description="Whether turns and feedback are kept (ASSISTANT_LOG=off: not)."
    )
    log_days: int = Field(default=180, ge=1, le=36500, description="Days after which a turn is deleted.")
    data: Path = Field(
        default_factory=_data_folder, description="The user's data folder: the log, and who may sign in."
    )

    root_path: str = Field(
        default="",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path under which a proxy shows the pages, as /plan; empty: the root.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1", description="Addresses, by commas, of proxies that tell the client's address."
    )
    concurrency: int = Field(default=2, ge=1, le=64, description="Questions worked on at the same time.")
    questions_a_minute: int = Field(default=120, ge=0, description="Of one client; 0: no limit.")
    shutdown_seconds: int = Field(default=30, ge=1, le=600, description="That what runs is given at the end.")

    sign_in: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether one has to sign in; auto: as soon as it listens elsewhere than on this machine.",
    )
    staff: Literal["signed-in", "everyone"] = Field(
        default="signed-in",
        description="Who sees what readers said of answers: accounts of that role, or everyone.",
    )
    session_hours: int = Field(default=12, ge=1, le=8760, description="Hours that a sign-in holds.")

    @property
    def needs_sign_in(self) -> bool:
        """Whether one has to sign in."""
        return self.sign_in == "on" or (self.sign_in == "auto" and not _is_loopback(self.host))

    @property
    def accounts_file(self) -> Path:
        """Who may sign in."""
        return self.data / "accounts.json"

    @property
    def session_key_file(self) -> Path:
        """The secret that signed-in browsers are known by."""
        return self.data / "session.key"

    @property
    def log_file(self) -> Path:
        """The log, one SQLite file."""
        return self.data / "log.sqlite"

    @property
    def corpus(self) -> Path:
        """Folder of the plans' texts and the dictionaries."""
        return self.home / "corpus"

    @property
    def indexes(self) -> Path:
        """Folder of what was built."""
        return self.home / "indexes"
