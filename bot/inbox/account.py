"""Where one mailbox is and how to get in."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.errors import BadInput

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One folder of one mailbox. Times are in seconds."""

    name: str
    host: str
    port: int
    security: Security
    username: str
    password: str = field(default="", repr=False)
    # an access token in place of a password; asked for at every login, and with True
    # when the last one was refused. Raises TryLater, or LoginRefused where only a person
    # can mend it
    token: Callable[[bool], str] | None = field(default=None, repr=False)
    folder: str = "INBOX"
    one_of_several: bool = False  # folders of this mailbox that are watched
    ca_file: str = ""  # PEM; trusted instead of the system's authorities
    since_days: int = 3  # how far back the first look goes
    after: Literal["keep", "mark", "move"] = "keep"  # done with a digest once it is read
    move_to: str = ""  # the folder for "move"
    junk: bool = True  # look into the spam folder for known newsletters
    max_bytes: int = 10_000_000  # a larger letter is not fetched; digests have 0.3 million
    connect_timeout: float = 15
    read_timeout: float = 45
    answer_timeout: float = 90  # a byte now and then never trips the read timeout
    # one silence; then the server must answer, so that a dead line shows: this and the
    # read timeout are less than two minutes
    beat: float = 50

    def __post_init__(self) -> None:
        if self.security not in {"tls", "starttls", "none"}:
            raise BadInput(
                f"mailbox {self.name}: security is {self.security!r};"
                ' it must be "tls", "starttls" or "none"'
            )
        if self.security == "none" and not is_loopback(self.host):
            raise BadInput(
                f'mailbox {self.name}: security = "none" would send the password in the'
                f' clear to {self.host}; use "tls" (port 993) or "starttls" (port 143)'
            )
        if self.password and self.token is not None:
            raise BadInput(
                f"mailbox {self.name}: has a password and a token; take one of them out"
            )
        if any(c in self.username + self.password for c in "\r\n\0\1"):
            raise BadInput(
                f"mailbox {self.name}: username or password holds a line end;"
                " take it out (often the last character of a secrets file)"
            )

    @property
    def key(self) -> str:
        """What progress is kept under: another account must not look read already."""
        return f"{self.username}@{self.host}".lower()

    @property
    def title(self) -> str:
        """The mailbox's name, and the folder's where several are watched."""
        return f"{self.name}/{self.folder}" if self.one_of_several else self.name

    @property
    def place(self) -> str:
        """Host and port, for messages to people."""
        return f"{self.host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Tell whether a host, as configured, can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
