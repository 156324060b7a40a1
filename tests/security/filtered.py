"""Runs a program under the system call filter of deploy/haro-bot.service.

    python tests/security/filtered.py PROGRAM [ARGUMENTS]

As systemd does it: what the filter does not name fails with EPERM, in this process and
in all it starts. Needs systemd-analyze (what stands in a group) and libseccomp.
"""

import ctypes
import os
import runpy
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which

UNIT = Path(__file__).parents[2] / "deploy" / "haro-bot.service"
LIBRARY = "libseccomp.so.2"
EPERM = 1
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | EPERM


def settings(name: str) -> list[str]:
    """Return what stands behind each ``name=`` of the unit, in order."""
    lines = UNIT.read_text().splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


@cache
def group(name: str) -> frozenset[str]:
    """Return the system calls of a group such as @system-service."""
    said = subprocess.run(
        ["systemd-analyze", "syscall-filter", name],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")[1:]
    found: set[str] = set()
    for word in map(str.strip, said):
        if word.startswith("@"):
            found |= group(word)
        elif word and not word.startswith("#"):
            found.add(word)
    return frozenset(found)


def allowed() -> set[str]:
    """Return every system call that the unit lets the program make."""
    found: set[str] = set()
    for line in settings("SystemCallFilter"):
        for word in line.removeprefix("~").split():
            meant = group(word) if word.startswith("@") else {word}
            found = found - meant if line.startswith("~") else found | meant
    return found


def lacks() -> str:
    """Say what is missing here, "" where the filter can be used."""
    if which("systemd-analyze") is None:
        return "no systemd-analyze on this machine"
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return f"no {LIBRARY} on this machine"
    return ""


def confine() -> None:
    """Put the filter over this process, for good."""
    names = sorted(allowed())
    library = ctypes.CDLL(LIBRARY, use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    made = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(REFUSE)))
    for name in names:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # negative: not of this kind of machine
            library.seccomp_rule_add(made, ctypes.c_uint32(ALLOW), number, 0)
    if library.seccomp_load(made) != 0:
        raise OSError(ctypes.get_errno(), "the filter cannot be loaded here")


if __name__ == "__main__":
    confine()
    try:
        os.chroot("/")
    except PermissionError:
        pass
    else:
        raise AssertionError("the filter does not hold")
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(Path(sys.argv[0]).parent))
    runpy.run_path(sys.argv[0], run_name="__main__")
