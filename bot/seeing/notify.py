"""What a service manager is told, where one listens (sd_notify)."""

import os
import socket
from collections.abc import Mapping

SECONDS = 1.0  # a manager that does not read holds up nothing


def notify(text: str, variables: Mapping[str, str] = os.environ) -> bool:
    """Send lines such as READY=1 to the socket in NOTIFY_SOCKET; say if they went out."""
    place = variables.get("NOTIFY_SOCKET", "")
    if not place.startswith(("/", "@")):
        return False
    if place.startswith("@"):  # an abstract socket: no file
        place = f"\0{place[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.settimeout(SECONDS)
            out.sendto(text.encode(), place)
    except OSError:
        return False
    return True


def watched(variables: Mapping[str, str] = os.environ) -> float:
    """Return after how many seconds without WATCHDOG=1 we are ended; 0: never."""
    for_us = variables.get("WATCHDOG_PID", "") in {"", str(os.getpid())}
    microseconds = variables.get("WATCHDOG_USEC", "")
    if not (for_us and microseconds.isascii() and microseconds.isdecimal()):
        return 0.0
    return int(microseconds) / 1_000_000
