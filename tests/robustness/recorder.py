"""Runs a program and writes down every connection it makes and program it starts.

    python tests/robustness/recorder.py LOG PROGRAM [ARGUMENTS]

LOG gets a line of JSON an event, [what, of what], as Python's own audit tells them: no
library can go around it but one in C that calls the system by itself.
"""

import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

CONNECTS = {"socket.connect", "socket.sendto"}
NAMES = {"socket.getaddrinfo", "socket.gethostbyname"}
STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.spawn", "os.posix_spawn"}
SENDS = {"smtplib.connect", "smtplib.send"}
MAIL_PORTS = {25, 465, 587, 2525}
MAILERS = ("sendmail", "mail", "mailx", "mutt", "msmtp", "exim", "swaks", "curl")
LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}


def record(log: Path) -> None:
    """Write down what this process does from now on."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in CONNECTS:
            said = list(args[1]) if isinstance(args[1], tuple) else [str(args[1])]
        elif event in NAMES:
            said = list(args[:2])
        elif event in STARTS or event in SENDS:
            said = [str(arg) for arg in args[:2]]
        else:
            return
        os.write(file, json.dumps([event, said], default=str).encode() + b"\n")

    sys.addaudithook(hook)


def events(log: Path) -> list[tuple[str, list[Any]]]:
    return [(what, said) for what, said in map(json.loads, log.read_text().splitlines())]


def faults(found: list[tuple[str, list[Any]]]) -> list[str]:
    """Name what a program that sends nothing does not do."""
    return [f"{what}: {said}" for what, said in found if _is_wrong(what, said)]


def _is_wrong(what: str, said: list[Any]) -> bool:
    if what in SENDS:
        return True
    if what in STARTS:
        name = Path(said[0].split()[0] if said[0].strip() else said[1]).name
        return name in MAILERS or what == "os.system"
    if len(said) < 2:  # a socket of this machine, by its path
        return False
    return said[0] not in LOOPBACK or said[1] in MAIL_PORTS


if __name__ == "__main__":
    record(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    sys.path.insert(0, str(Path(sys.argv[0]).parent))
    runpy.run_path(sys.argv[0], run_name="__main__")
