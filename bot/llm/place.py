"""Where a model is, and whether that is this machine."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

OPENAI = "https://api.openai.com/v1"
ANTHROPIC = "https://api.anthropic.com"
_ELSEWHERE = re.compile(r"[:-]cloud$")  # a local server that passes it on: Ollama's names


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An endpoint and the model there."""

    model: str
    provider: str = "openai"  # or anthropic
    base_url: str = ""  # "": the provider's own
    api_key: str = field(default="", repr=False)
    timeout: float = 60.0  # seconds, of one request
    priced: tuple[float, float] | None = None  # US dollars a million tokens, in and out

    @property
    def local(self) -> bool:
        """Say if what is asked stays on this machine, as far as names tell."""
        host = urlsplit(self.base_url).hostname or ""
        return is_loopback(host) and not _ELSEWHERE.search(self.model.lower())


def is_loopback(host: str) -> bool:
    """Say if a host name is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
