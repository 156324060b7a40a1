"""Mail and pasted digests from files and folders."""

import mailbox
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot import mime
from bot.domain import Mail
from bot.errors import BadInput

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)  # mboxrd
_SEPARATOR = re.compile(  # the line before each mail of an mbox, if headers follow
    rb"^From [^\r\n]{1,300}\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,60}:)", re.MULTILINE
)
_SEVERAL = 2
ENDINGS = (".eml", ".mbox", ".txt")


def found(names: Sequence[str], endings: Sequence[str] = ENDINGS) -> list[tuple[str, Path]]:
    """Return (name as given or found, path) of every file meant, folders walked in order.

    Raises `BadInput` for a name that does not exist or a file of another kind.
    """
    files: list[tuple[str, Path]] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in endings)
            files += [(str(p), p) for p in inside if p.is_file()]
        elif not path.exists():
            raise BadInput(f"{name}: no such file or folder; check the spelling")
        elif path.suffix.lower() not in endings:
            raise BadInput(
                f"{name}: cannot read this kind of file; give {', '.join(endings)}"
            )
        else:
            files.append((name, path))
    return files


def raws(path: Path) -> Iterator[bytes]:
    """Yield each message of a file: one, or as many as an mbox of any name holds."""
    try:
        if path.suffix.lower() != ".mbox":
            yield from _apart(path.read_bytes())
            return
        box = mailbox.mbox(path, create=False)
        try:
            keys = box.keys()
            if not keys and path.stat().st_size:
                raise BadInput(
                    f"{path}: holds no mail; an mbox begins each with a line 'From '"
                )
            for key in keys:
                yield _QUOTED_FROM.sub(rb"\1", box.get_bytes(key))
        finally:
            box.close()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error


def _apart(raw: bytes) -> list[bytes]:
    """Cut an mbox into its messages; what is none, or holds one, stays as it is."""
    starts = [found.span() for found in _SEPARATOR.finditer(raw)]
    if len(starts) < _SEVERAL or starts[0][0] != 0:
        return [raw]
    stops = [start for start, _ in starts[1:]] + [len(raw)]
    return [
        _QUOTED_FROM.sub(rb"\1", raw[begin:stop])
        for (_, begin), stop in zip(starts, stops, strict=True)
    ]


def mails(path: Path) -> Iterator[Mail]:
    """Yield each message of a file, decoded."""
    read = mime.read_text if path.suffix.lower() == ".txt" else mime.read
    for raw in raws(path):
        yield read(raw)
