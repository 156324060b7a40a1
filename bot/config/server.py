"""How a mailbox is reached; what every section about one has."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from bot.config.reading import Section, Text, loopback


class Server(Section):
    host: Text
    port: int = Field(default=0, ge=0, le=65535)  # 0: by security, 993 or 143
    security: Literal["tls", "starttls", "none"] = "tls"
    username: Text
    password: SecretStr = SecretStr("")
    ca_file: str = ""

    @model_validator(mode="after")
    def _plain_only_at_home(self) -> Self:
        if self.security == "none" and not loopback(self.host):
            raise ValueError(
                'security = "none" sends the password in the clear and is only taken for'
                ' a server on this machine; use "tls" or "starttls"'
            )
        return self
