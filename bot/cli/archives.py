"""Whole mailboxes as files, read as a stream: mbox, maildir, and both inside archives.

A Gmail Takeout is an mbox inside a .zip or .tgz. Nothing is unpacked to the disk, and no
more than one message is in memory.
"""

import gzip
import hashlib
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from bot.cli import files
from bot.errors import BadInput

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without; zipfile then says so
    LZMAError = zlib.error  # type: ignore[misc,assignment]

ARCHIVES = (".zip", ".tgz", ".tar.gz", ".tar")
_INSIDE = (".mbox", ".eml", ".txt")
_APPLES = "mbox"  # in a folder NAME.mbox, as Apple Mail exports it
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)  # mboxrd
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:|>?From )")
_DATED = re.compile(rb"^From .{0,250}\d\d:\d\d")
_LINE = 1 << 20  # a longer line is taken in pieces
_LONGEST = 300  # bytes of a line between two mails
_BLOCK = 1 << 20
_EDGE = 65_536

# a message (None: too big) and how many bytes are done with it
Taken = tuple[bytes | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A file or folder of mail. ``single``: a message that a person named or saved."""

    name: str
    size: int  # bytes, of all that is in it
    open: Callable[[int, int], Iterator[Taken]]  # from this byte on; most bytes of a mail
    key: str = ""  # what tells it from other files; "": too small to be gone on with
    single: bool = False
    text: bool = False  # a digest pasted into a .txt


def boxes(names: Sequence[str]) -> list[Box]:
    """Return all that is meant, in order. Raises `BadInput` for what cannot be read."""
    found: list[Box] = []
    for name in names:
        path = Path(name)
        if not path.exists():
            raise BadInput(f"{name}: no such file or folder; check the spelling")
        if path.is_dir():
            inside = list(_folder(path))
            if not inside:
                raise BadInput(f"{name}: holds no mail; a maildir has a folder cur or new")
            found += inside
        else:
            found.append(_file(path))
    return found


def _folder(path: Path) -> Iterator[Box]:
    """Yield the maildirs in a folder, itself perhaps, and the files of mail beside them."""
    dirs = sorted([path, *(p for p in path.rglob("*") if p.is_dir())])
    maildirs = [p for p in dirs if (p / "cur").is_dir() or (p / "new").is_dir()]
    own = {p / part for p in maildirs for part in ("cur", "new", "tmp")}
    for maildir in maildirs:
        mails = [
            mail
            for part in ("cur", "new")
            if (maildir / part).is_dir()
            for mail in sorted((maildir / part).iterdir())
            if mail.is_file() and not mail.name.startswith(".")
        ]
        if mails:
            yield _several(maildir, mails)
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        name = file.name.lower()
        meant = name == _APPLES or name.endswith((*_INSIDE, *ARCHIVES))
        archive = name.endswith(ARCHIVES)
        void = not archive and not file.stat().st_size  # mail programs keep such
        if meant and not void and not own & set(file.parents):
            yield _file(file)


def _file(path: Path) -> Box:
    name = path.name.lower()
    try:
        size = path.stat().st_size
        if name.endswith(".zip"):
            return _archive(path, size, _zipped)
        if name.endswith(ARCHIVES):
            return _archive(path, size, _tarred)
        with path.open("rb") as file:
            start = file.read(5)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    if start == b"From " or name.endswith(".mbox"):
        if start != b"From ":
            raise BadInput(
                f"{path}: holds no mail; an mbox begins each with a line 'From '"
            )
        return Box(name=str(path), size=size, key=key_of(path), open=_streaming(path))
    if not name.endswith(_INSIDE):
        kinds = ", ".join((*_INSIDE, *ARCHIVES))
        raise BadInput(f"{path}: cannot read this kind of file; give {kinds} or a folder")

    def whole(_start: int, most: int) -> Iterator[Taken]:
        if size > most:
            yield None, size
            return
        for raw in files.raws(path):
            yield raw, size

    text = name.endswith(".txt")
    return Box(name=str(path), size=size, open=whole, single=True, text=text)


def key_of(path: Path) -> str:
    """Name a file by its size, its beginning and its end: the same wherever it lies."""
    size = path.stat().st_size
    known = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        known.update(file.read(_EDGE))
        file.seek(max(0, size - _EDGE))
        known.update(file.read(_EDGE))
    return known.hexdigest()


def _several(folder: Path, mails: Sequence[Path]) -> Box:
    def each(_start: int, most: int) -> Iterator[Taken]:
        done = 0
        for mail in mails:
            try:
                size = mail.stat().st_size
                raw = None if size > most else mail.read_bytes()
            except FileNotFoundError:  # its reader moved it meanwhile
                continue
            except OSError as error:
                raise BadInput(f"{mail}: {error.strerror}") from error
            done += size
            yield raw, done

    size = sum(mail.stat().st_size for mail in mails if mail.exists())
    return Box(name=str(folder), size=size, open=each)


def _streaming(path: Path) -> Callable[[int, int], Iterator[Taken]]:
    def each(start: int, most: int) -> Iterator[Taken]:
        try:
            with path.open("rb") as file:
                file.seek(start)
                for raw, done in split(file, most):
                    yield raw, start + done
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror}") from error

    return each


# ---------------------------------------------------------------------------- archives

_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError),
    *(gzip.BadGzipFile, LZMAError, UnicodeDecodeError),  # the last: of a name
)
_GZIP = b"\x1f\x8b"
_Member = tuple[str, int, Callable[[], IO[bytes] | None]]  # name, bytes, how to open it


def _archive(path: Path, size: int, members: Callable[[Path], Iterator[_Member]]) -> Box:
    def each(start: int, most: int) -> Iterator[Taken]:
        try:
            yield from _members(members(path), start, most)
        except _BROKEN as error:
            raise BadInput(
                f"{path}: the archive is broken or cut off ({error}); what came before is"
                " stored, download it again for the rest"
            ) from error
        except (RuntimeError, NotImplementedError) as error:  # a password, a rare method
            raise BadInput(f"{path}: {error}") from error
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror or error}") from error

    if path.name.lower().endswith(".zip"):
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(i.file_size for i in archive.infolist() if _wanted(i.filename))
        except _BROKEN as error:
            raise BadInput(f"{path}: the archive is broken ({error})") from error
    return Box(name=str(path), size=size, key=key_of(path), open=each)


def _members(members: Iterator[_Member], start: int, most: int) -> Iterator[Taken]:
    done = 0  # bytes of all members so far, unpacked
    for name, length, opened in members:
        stream = opened() if done + length > start else None
        if stream is not None:
            with stream:
                skip = max(0, start - done)
                _discard(stream, skip)
                for raw, taken in _of_member(name, stream, most):
                    yield raw, done + skip + taken
        done += length


def _wanted(name: str) -> bool:
    return name.lower().endswith(_INSIDE)


def _of_member(name: str, stream: IO[bytes], most: int) -> Iterator[Taken]:
    if name.lower().endswith(".mbox"):
        yield from split(stream, most)
        return
    raw = stream.read(most + 1)
    yield (raw if len(raw) <= most else None), len(raw)


def _zipped(path: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if _wanted(info.filename):
                yield info.filename, info.file_size, lambda i=info: archive.open(i)  # type: ignore[misc]


class _Header(tarfile.TarInfo):
    """tarfile takes what is cut off between two members for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"no end, {error}") from error


def _tarred(path: Path) -> Iterator[_Member]:
    with path.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        # gzip looks at the checksum, which tarfile does not
        stream: IO[bytes] = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
        mode = "r|" if packed else "r|*"
        with tarfile.open(fileobj=stream, mode=mode, tarinfo=_Header) as archive:  # type: ignore[call-overload]
            for info in archive:
                if info.isfile() and _wanted(info.name):
                    yield info.name, info.size, lambda i=info: archive.extractfile(i)  # type: ignore[misc]
        while packed and stream.read(_BLOCK):
            pass


def _discard(stream: IO[bytes], size: int) -> None:
    while size > 0:
        block = stream.read(min(size, _BLOCK))
        if not block:
            return
        size -= len(block)


# -------------------------------------------------------------------------------- mbox


def split(stream: IO[bytes], most: int) -> Iterator[Taken]:
    """Yield each message of an mbox, and how many bytes are done with it.

    A line "From " begins one where a header follows and an empty line stands before it,
    or at least a time of day in it. A message of more than ``most`` bytes is passed over.
    """
    held: list[bytes] = []
    size = done = 0
    blank, within = True, False
    line = stream.readline(_LINE)
    while line:
        after = stream.readline(_LINE)
        if (
            line.startswith(b"From ")
            and len(line) < _LONGEST
            and (blank or _DATED.match(line))
            and (not after or _HEADER.match(after))
        ):
            if within:
                yield _whole(held, size, most), done
            held, size, within = [], 0, True
        elif within:
            size += len(line)
            if size <= most:
                held.append(line)
            else:
                held = []
        blank = line in (b"\n", b"\r\n")
        done += len(line)
        line = after
    if within:
        yield _whole(held, size, most), done


def _whole(held: Sequence[bytes], size: int, most: int) -> bytes | None:
    if size > most:
        return None
    if held and held[-1] in (b"\n", b"\r\n"):  # stands before the next one
        held = held[:-1]
    return _QUOTED_FROM.sub(rb"\1", b"".join(held))
