"""What files are packed in: gzip, bzip2, Zstandard, xz, zip and tar, unpacked as streams and never onto the disk.

A packed file is not trusted. One that unpacks to more than a bound of its size is refused (a bomb), as are members
that name a place outside (`../x`, `/x`, links), members locked by a password, and nesting without end.
"""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from extractor.errors import InputError
from extractor.read.records import Fault

__all__ = ["Bounds", "Leaf", "kind_of", "leaves"]

PACKED = {".gz": "gz", ".bz2": "bz2", ".zst": "zst", ".xz": "xz", ".zip": "zip", ".tar": "tar"}
SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".tbz": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
MAGIC = {
    b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\x28\xb5\x2f\xfd": ".zst", b"\xfd7zXZ\x00": ".xz", b"PK\x03\x04": ".zip",
}  # fmt: skip

#: What the standard library raises for a packed file that is broken, cut off, locked or of an unknown form.
BROKEN = EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, RuntimeError, ValueError


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a packed file may unpack to: `ratio` times its own size, once it is more than `grace` bytes."""

    ratio: int = 200
    grace: int = 64 * 2**20
    depth: int = 8
    #: Bytes of a packed file inside another one that has to be laid aside to be read (zip needs it).
    spool: int = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file as it was packed: its name there, where it stands (`a.zip!b.txt`), and its bytes as a stream."""

    name: str
    source: str
    stream: io.BufferedReader


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


@dataclass(slots=True)
class _Meter:
    """Bytes that a packed file took and gave, over all its members."""

    source: str
    bounds: Bounds
    taken: int = 0
    given: int = 0

    def check(self) -> None:
        if self.given > self.bounds.grace and self.given > self.bounds.ratio * max(self.taken, 1):
            raise InputError(
                f"{self.source}: unpacks to more than {self.bounds.ratio} times its size, as only a bomb does; "
                "unpack it yourself if it is none"
            )


class _Counted(io.RawIOBase):
    """The packed bytes, counted."""

    def __init__(self, stream: BinaryIO, meter: _Meter) -> None:
        self._stream, self._meter = stream, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._meter.taken += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """The unpacked bytes, counted; whatever is wrong with the packed ones becomes an `InputError`."""

    def __init__(self, stream: Any, meter: _Meter, source: str) -> None:
        self._stream, self._meter, self._source = stream, meter, source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            data = self._stream.read(len(buffer))
        except InputError:
            raise
        except BROKEN as error:
            raise InputError(f"{self._source}: broken or cut off ({error or type(error).__name__})") from error
        buffer[: len(data)] = data
        self._meter.given += len(data)
        self._meter.check()
        return len(data)


class _Zstandard:
    """Frame after frame; unlike the library's own reader it says when the last one is cut off."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise InputError("Zstandard is read with an extra: pip install 'factwire[zst]'") from error
        self._stream = stream
        self._error = zstandard.ZstdError
        self._new: Callable[[], Any] = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj
        self._frame: Any = None
        self._rest = b""
        self._out = io.BytesIO()

    def read(self, size: int) -> bytes:
        while not (data := self._out.read(size)):
            packed = self._rest or self._stream.read(1 << 14)
            self._rest = b""
            if not packed:
                if self._frame is not None:
                    raise EOFError("it ends in the middle of a frame")
                return b""
            self._frame = self._frame or self._new()
            try:
                self._out = io.BytesIO(self._frame.decompress(packed))
            except self._error as error:
                raise ValueError(str(error)) from error
            if self._frame.eof:
                self._rest, self._frame = self._frame.unused_data, None
        return data


@dataclass(slots=True)
class _Opener:
    """Unpacks one file after another; `depth` counts how many packings lie round the present one."""

    bounds: Bounds
    depth: int = 0

    def open(self, name: str, source: str, stream: BinaryIO) -> Iterator[Leaf | Fault]:
        raw: Any = stream
        buffered: io.BufferedReader = raw if isinstance(stream, io.BufferedReader) else io.BufferedReader(raw)
        kind = kind_of(name, buffered.peek(300)[:300] if not PurePosixPath(name).suffix else b"")
        if not kind:
            yield Leaf(name, source, buffered)
            return
        if self.depth >= self.bounds.depth:
            yield Fault(source, source, "too-deep", f"packed more than {self.bounds.depth} times over; unpack it first")
            return
        inner = _Opener(self.bounds, self.depth + 1)
        try:
            if kind == "zip":
                yield from inner.zip(source, buffered)
            elif kind == "tar":
                yield from inner.tar(source, buffered)
            else:
                yield from inner.single(kind, name, source, buffered)
        except InputError as error:
            yield Fault(source, source, "broken-archive", str(error))
        except BROKEN as error:
            yield Fault(
                source, source, "broken-archive", f"{source}: broken or cut off ({error or type(error).__name__})"
            )

    def single(self, kind: str, name: str, source: str, stream: io.BufferedReader) -> Iterator[Leaf | Fault]:
        meter = _Meter(source, self.bounds)
        packed: Any = io.BufferedReader(_Counted(stream, meter), 1 << 16)
        opened = _UNPACKERS[kind](packed)
        within = _long(name)
        within = within[: within.rfind(".")] if "." in within else ""
        yield from self.open(within, source, io.BufferedReader(_Unpacked(opened, meter, source), 1 << 16))

    def zip(self, source: str, stream: io.BufferedReader) -> Iterator[Leaf | Fault]:
        with tempfile.TemporaryFile() as spool:
            if not stream.seekable():
                _lay_aside(stream, spool, self.bounds, source)
            with zipfile.ZipFile(stream if stream.seekable() else spool) as archive:
                size = (stream if stream.seekable() else spool).seek(0, io.SEEK_END)
                meter = _Meter(source, self.bounds, taken=size)
                for info in archive.infolist():
                    where = f"{source}!{info.filename}"
                    if info.is_dir():
                        continue
                    if _escapes(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
                        yield _escaping(where)
                        continue
                    try:
                        yield from self._member(info, archive, where, meter)
                    except InputError as error:
                        yield Fault(where, where, "broken-archive", str(error))
                    except BROKEN as error:
                        yield Fault(where, where, "broken-archive", f"cannot be unpacked ({error})")
                    meter.check()

    def _member(
        self, info: zipfile.ZipInfo, archive: zipfile.ZipFile, where: str, meter: _Meter
    ) -> Iterator[Leaf | Fault]:
        own = _Meter(where, self.bounds, taken=info.compress_size)
        with archive.open(info) as member:
            inner = io.BufferedReader(_Unpacked(member, own, where), 1 << 16)
            yield from self.open(info.filename, where, io.BufferedReader(_Unpacked(inner, meter, where), 1 << 16))

    def tar(self, source: str, stream: io.BufferedReader) -> Iterator[Leaf | Fault]:
        with tarfile.open(fileobj=stream, mode="r|", errors="replace") as archive:
            for member in archive:
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
                    unlimited = _Meter(where, self.bounds, taken=member.size)
                    inner = io.BufferedReader(_Unpacked(file, unlimited, where), 1 << 16)
                    yield from self.open(member.name, where, inner)


def leaves(name: str, source: str, stream: BinaryIO, *, bounds: Bounds | None = None) -> Iterator[Leaf | Fault]:
    """The files packed in `stream`, in their order, or the file itself where it is not packed.

    Each leaf's stream is good until the next one is asked for. What is broken becomes a fault, the rest goes on
    where the form allows it (zip does, a cut-off stream does not). Reading a leaf's stream may raise `InputError`.
    """
    yield from _Opener(bounds or Bounds()).open(name, source, stream)


def _gzip(stream: io.BufferedReader) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=stream)


_UNPACKERS: dict[str, Callable[[io.BufferedReader], Any]] = {
    "gz": _gzip,
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zst": _Zstandard,
}


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
