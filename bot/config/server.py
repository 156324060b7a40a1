"""How a mailbox is reached; what every section about one has."""

import re
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.config.reading import Section, Text, loopback
from bot.consent.places import known


class Server(Section):
    username: Text
    sign_in: Literal["password", "command", "gmail", "microsoft"] = "password"
    host: str = Field(default="", validate_default=True)  # "": by the username's domain
    port: int = Field(default=0, ge=0, le=65535)  # 0: by security, 993 or 143
    security: Literal["tls", "starttls", "none"] = "tls"
    password: SecretStr = SecretStr("")
    token_command: tuple[str, ...] = ()  # prints an access token
    client_id: str = ""  # of the user's own app at Google or Microsoft
    client_secret: SecretStr = SecretStr("")
    tenant: str = "common"  # Microsoft's directory
    ca_file: str = ""

    @model_validator(mode="before")
    @classmethod
    def _host_by_address(cls, given: Any) -> Any:  # noqa: ANN401 (whatever a file holds)
        if not isinstance(given, Mapping) or str(given.get("host") or "").strip():
            return given
        sign_in = str(given.get("sign_in", "password"))
        place = known(str(given.get("username", "")), sign_in)
        if place is None:
            return given
        usual = {"host": place.host, "port": place.port, "security": place.security}
        return {**usual, **{k: v for k, v in given.items() if k != "host"}}

    @field_validator("host")
    @classmethod
    def _host_is_there(cls, host: str) -> str:
        if not host:
            raise ValueError(
                "is missing, and the address alone does not tell it; add it, or type"
                " `haro-bot mailbox ADDRESS` to have it looked up"
            )
        return host

    @model_validator(mode="after")
    def _plain_only_at_home(self) -> Self:
        if self.security == "none" and not loopback(self.host):
            raise ValueError(
                'security = "none" sends the password in the clear and is only taken for'
                ' a server on this machine; use "tls" or "starttls"'
            )
        return self

    @model_validator(mode="after")
    def _one_way_in(self) -> Self:
        way = self.sign_in
        if (way == "command") != bool(self.token_command):
            raise ValueError('sign_in = "command" and token_command go together')
        if self.token_command and not self.token_command[0].strip():
            raise ValueError("token_command: its first part must be a program")
        if (way in ("gmail", "microsoft")) != bool(self.client_id):
            raise ValueError('sign_in = "gmail" (or "microsoft") and client_id go together')
        if self.client_secret.get_secret_value() and way != "gmail":
            raise ValueError(
                'client_secret is for sign_in = "gmail"; take it out of the'
                " environment or .env"
            )
        if self.password.get_secret_value() and way != "password":
            raise ValueError(
                f'there is a password, and sign_in = "{way}"; keep one of them'
            )
        return self

    @field_validator("tenant")
    @classmethod
    def _tenant_is_a_name(cls, tenant: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}", tenant):
            raise ValueError(
                f'{tenant!r} is no directory; write its id or its domain, or "common"'
            )
        return tenant
