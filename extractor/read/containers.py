"""What files are packed in: gzip, bzip2, Zstandard, xz, zip and tar, unpacked as streams and never onto the disk.

A packed file is not trusted. One that unpacks to more than a bound of its size is refused (a bomb), as are members
that name a place outside (`../x`, `/x`, links), members locked by a password, members that overlap, and nesting
without end.
"""

import copy
import io
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from extractor.errors import InputError
from extractor.read.records import Fault
from extractor.read.unpacking import BROKEN, Bounds, Budget, Counted, Members, SpentError, Unpacked

__all__ = ["Bounds", "Leaf", "kind_of", "leaves"]

PACKED = {".gz": "gz", ".bz2": "bz2", ".zst": "zst", ".xz": "xz", ".zip": "zip", ".tar": "tar"}
SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".tbz": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
MAGIC = {
    b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\x28\xb5\x2f\xfd": ".zst", b"\xfd7zXZ\x00": ".xz", b"PK\x03\x04": ".zip",
}  # fmt: skip
#: Members that stand first in a zip which is an Office or OpenDocument file.
OFFICE = frozenset(("[Content_Types].xml", "_rels/.rels", "mimetype"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file as it was packed: its name there, where it stands (`a.zip!b.txt`), and its bytes as a stream.

    `path` is where it lies on the disk, empty where it does not lie there as it is.
    """

    name: str
    source: str
    stream: io.BufferedReader
    path: str = ""


def kind_of(name: str, start: bytes = b"") -> str:
    """`gz`, `bz2`, `zst`, `xz`, `zip`, `tar` or nothing, by the name's suffix or by the first bytes."""
    suffix = PurePosixPath(_long(name)).suffix.lower()
    if suffix in PACKED:
        return PACKED[suffix]
    if start[257:262] == b"ustar":
        return "tar"
    return next((PACKED[known] for magic, known in MAGIC.items() if start.startswith(magic)), "")


def _long(name: str) -> str:
    for short, long in SHORT.items():
        if name.lower().endswith(short):
            return name[: -len(short)] + long
    return name


class _Member(tarfile.TarInfo):
    """A header in a tar file; one that is none ends the archive with an error, which tarfile takes for its end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_Member":
        """Read the next header."""
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            if type(error).__name__ in ("InvalidHeaderError", "TruncatedHeaderError"):
                raise tarfile.ReadError(str(error)) from error
            raise


@dataclass(slots=True)
class _Opener:
    """Unpacks one file after another; `depth` counts how many packings lie round the present one."""

    budget: Budget
    depth: int = 0

    def open(self, leaf: Leaf) -> Iterator[Leaf | Fault]:
        """The files that are packed in this one, or itself."""
        kind = kind_of(leaf.name, leaf.stream.peek(300)[:300] if not PurePosixPath(leaf.name).suffix else b"")
        source, bounds = leaf.source, self.budget.bounds
        if not kind:
            yield leaf
            return
        if self.depth >= bounds.depth:
            yield Fault(source, source, "too-deep", f"packed more than {bounds.depth} times over; unpack it first")
            return
        inner = _Opener(self.budget, self.depth + 1)
        stream = leaf.stream
        if not self.depth and kind != "zip":
            stream = io.BufferedReader(Counted(stream, self.budget), 1 << 14)
        try:
            if kind == "zip":
                yield from inner.zip(source, stream)
            elif kind == "tar":
                yield from inner.tar(source, stream)
            else:
                yield from inner.single(kind, leaf, stream)
        except InputError as error:
            yield Fault(source, source, "broken-archive", str(error).removeprefix(f"{source}: "))
        except Exception as error:  # noqa: BLE001  zipfile and tarfile raise what they like on a file made to break them
            yield Fault(source, source, "broken-archive", f"broken or cut off ({error or type(error).__name__})")

    def single(self, kind: str, leaf: Leaf, stream: io.BufferedReader) -> Iterator[Leaf | Fault]:
        """One file, whose name is the packed one's without its last suffix."""
        members = Members(kind, stream)
        within = _long(leaf.name)
        within = within[: within.rfind(".")] if "." in within else ""
        yield from self.open(Leaf(within, leaf.source, self._unpacked(members, leaf.source)))
        if members.strange:
            yield Fault(
                leaf.source, leaf.source, "strange-bytes",
                f"{members.strange:,} bytes between or behind its packed parts are none of it and were passed over",
            )  # fmt: skip

    def zip(self, source: str, stream: io.BufferedReader) -> Iterator[Leaf | Fault]:
        """The members of a zip file, in the order of its directory."""
        with tempfile.TemporaryFile() as spool:
            if not stream.seekable():
                _lay_aside(stream, spool, self.budget.bounds, source)
            with zipfile.ZipFile(stream if stream.seekable() else spool) as archive:
                if OFFICE.intersection(archive.namelist()[:3]):
                    message = "is an Office document; save it as PDF or plain text"
                    yield Fault(source, source, "office-document", message)
                    return
                _refuse_overlap(archive.infolist(), source)
                for info in archive.infolist():
                    self.budget.check()
                    where = f"{source}!{info.filename}"
                    if not info.filename:
                        yield Fault(where, where, "nameless", "has no name there, so it is not read")
                        continue
                    if info.is_dir():
                        continue
                    if _escapes(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
                        yield _escaping(where)
                        continue
                    try:
                        yield from self._member(info, archive, where)
                    except SpentError:
                        raise
                    except InputError as error:
                        yield Fault(where, where, "broken-archive", str(error).removeprefix(f"{where}: "))
                    except BROKEN as error:
                        yield Fault(where, where, "broken-archive", f"cannot be unpacked ({error})")

    def _member(self, info: zipfile.ZipInfo, archive: zipfile.ZipFile, where: str) -> Iterator[Leaf | Fault]:
        if self.depth == 1:
            self.budget.taken += info.compress_size
        as_it_is = copy.copy(info)
        if info.compress_type == zipfile.ZIP_BZIP2:
            # zipfile unpacks all that the packed bytes at hand hold at once, which may be any amount.
            as_it_is.compress_type, as_it_is.file_size = zipfile.ZIP_STORED, info.compress_size
            del as_it_is.CRC
        with archive.open(as_it_is) as member:
            stream: Any = (
                Members("bz2", cast("BinaryIO", member)) if info.compress_type == zipfile.ZIP_BZIP2 else member
            )
            yield from self.open(Leaf(info.filename, where, self._unpacked(stream, where)))

    def tar(self, source: str, stream: io.BufferedReader) -> Iterator[Leaf | Fault]:
        """The members of a tar file, in their order."""
        with tarfile.open(fileobj=stream, mode="r|", errors="replace", tarinfo=_Member) as archive:
            for member in archive:
                self.budget.check()
                # What was read is not needed again, and millions of them would fill the memory.
                archive.members = []  # type: ignore[attr-defined]
                where = f"{source}!{member.name}"
                if member.isdir():
                    continue
                if _escapes(member.name) or not member.isreg():
                    yield _escaping(where)
                    continue
                file = archive.extractfile(member)
                if file is not None:
                    # Counted too: a sparse file gives blanks that are not in the archive.
                    yield from self.open(Leaf(member.name, where, self._unpacked(file, where)))

    def _unpacked(self, stream: Any, where: str) -> io.BufferedReader:
        return io.BufferedReader(Unpacked(stream, self.budget, where), 1 << 16)


def leaves(
    name: str, source: str, stream: BinaryIO, *, bounds: Bounds | None = None, path: str = ""
) -> Iterator[Leaf | Fault]:
    """The files packed in `stream`, in their order, or the file itself where it is not packed.

    Each leaf's stream is good until the next one is asked for. What is broken becomes a fault, the rest goes on
    where the form allows it (zip does, a cut-off stream does not). Reading a leaf's stream may raise `InputError`.
    `path` says where the file lies on the disk.
    """
    raw: Any = stream
    buffered: io.BufferedReader = raw if isinstance(stream, io.BufferedReader) else io.BufferedReader(raw)
    budget = Budget(source, bounds or Bounds())
    yield from _Opener(budget).open(Leaf(name, source, buffered, path))


def _refuse_overlap(members: Sequence[zipfile.ZipInfo], source: str) -> None:
    """Members that share packed bytes unpack to any amount from next to nothing."""
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise InputError(f"{source}: its members overlap, as only a bomb's do; unpack it yourself if it is none")
        end = info.header_offset + 30 + info.compress_size


def _lay_aside(stream: BinaryIO, spool: Any, bounds: Bounds, source: str) -> None:
    left = bounds.spool
    while data := stream.read(1 << 20):
        left -= len(data)
        if left < 0:
            raise InputError(f"{source}: longer than {bounds.spool:,} bytes inside another file; unpack it first")
        spool.write(data)
    spool.seek(0)


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) == 2 and parts[0][1] == ":")


def _escaping(where: str) -> Fault:
    return Fault(where, where, "path-escape", "its name or kind points outside the archive, so it is not read")
