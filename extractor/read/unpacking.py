"""Packed bytes as a stream of plain ones (gzip, bzip2, xz, Zstandard), and the one bound on what a file unpacks to."""

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from extractor.errors import InputError

__all__ = ["BROKEN", "Bounds", "Budget", "Counted", "Members", "SpentError", "Unpacked"]

#: What the standard library raises for a packed file that is broken, cut off, locked or of an unknown form.
BROKEN = EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, RuntimeError, ValueError

CHUNK = 1 << 14
"""Packed bytes that are taken at a time."""

AT_ONCE = 1 << 20
"""Unpacked bytes that are asked for at a time."""

ZSTD_PIECE = 1 << 9
"""Zstandard gives all that a piece holds at once, and four bytes can hold a block of 128 KiB: so the piece is small."""

MEMORY = 160 * 2**20
"""Bytes that the window of a packed stream may take: the largest that the usual tools read without being asked to."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a packed file may unpack to: `ratio` times its own size, once it is more than `grace` bytes."""

    ratio: int = 200
    grace: int = 64 * 2**20
    depth: int = 8
    #: Bytes of a packed file inside another one that have to be laid aside to be read (zip needs it).
    spool: int = 4 * 2**30


class SpentError(InputError):
    """The file has unpacked to more than it may."""


@dataclass(slots=True)
class Budget:
    """Bytes that a file gave, in all packings inside it together, and those of the file itself that were taken for it.

    Counted over all layers, for each of a file packed ten times over may give little more than it takes.
    """

    source: str
    bounds: Bounds
    taken: int = 0
    given: int = 0

    def check(self) -> None:
        """Raises SpentError, an InputError, where more has been given than the bound allows."""
        if self.given > self.bounds.grace and self.given > self.bounds.ratio * max(self.taken, 1):
            raise SpentError(
                f"{self.source}: unpacks to more than {self.bounds.ratio} times its size, as only a bomb does; "
                "unpack it yourself if it is none"
            )


class Counted(io.RawIOBase):
    """The bytes of the file itself, counted."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read, and count."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._budget.taken += len(data)
        return len(data)


class Unpacked(io.RawIOBase):
    """The unpacked bytes, counted; whatever is wrong with the packed ones becomes an `InputError`."""

    def __init__(self, stream: Any, budget: Budget, source: str) -> None:
        self._stream, self._budget, self._source = stream, budget, source

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read, count, and refuse what is too much."""
        try:
            data = self._stream.read(min(len(buffer), AT_ONCE))
        except InputError:
            raise
        except BROKEN as error:
            raise InputError(f"{self._source}: broken or cut off ({error or type(error).__name__})") from error
        buffer[: len(data)] = data
        self._budget.given += len(data)
        self._budget.check()
        return len(data)


class Decompressor(Protocol):
    """One member of a packed stream, as `bz2.BZ2Decompressor` has it."""

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without further packed bytes."""
        ...

    @property
    def unused_data(self) -> bytes:
        """Packed bytes behind the member's end."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """What the bytes hold, at most so much; the rest comes with the next calls."""
        ...


class _Gzip:
    """zlib's own object keeps what it has not worked off apart; here it stays inside."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)
        self._full = False

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._full

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)
        # What comes up to the limit may go on from what zlib holds, though no packed byte is left over.
        self._full = len(out) == max_length or bool(self._zlib.unconsumed_tail)
        return out


class _Zstandard:
    """A frame. The library's own streaming reader does not say when the last one is cut off."""

    def __init__(self) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise InputError("Zstandard is read with an extra: pip install 'factwire[zst]'") from error
        self._error = zstandard.ZstdError
        self._frame = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
        self._in = b""
        self._out = io.BytesIO()
        self._left = 0

    @property
    def eof(self) -> bool:
        return self._frame.eof and not self._left

    @property
    def needs_input(self) -> bool:
        return not self._left and not self._in

    @property
    def unused_data(self) -> bytes:
        return self._frame.unused_data + self._in

    def decompress(self, data: bytes, max_length: int) -> bytes:
        self._in += data
        while not self._left and self._in and not self._frame.eof:
            piece, self._in = self._in[:ZSTD_PIECE], self._in[ZSTD_PIECE:]
            try:
                out = self._frame.decompress(piece)
            except self._error as error:
                raise ValueError(str(error)) from error
            self._out, self._left = io.BytesIO(out), len(out)
        out = self._out.read(max_length)
        self._left -= len(out)
        return out


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=MEMORY)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a member behind another one begins, and what unpacks one."""

    starts: tuple[bytes, ...]
    new: Callable[[], Decompressor]


FORMS: dict[str, _Form] = {
    "gz": _Form((b"\x1f\x8b\x08",), _Gzip),
    "bz2": _Form((b"BZh",), bz2.BZ2Decompressor),
    "xz": _Form((b"\xfd7zXZ\x00",), _xz),
    # the second and further ones are frames that a reader is to pass over
    "zst": _Form((b"\x28\xb5\x2f\xfd", *(bytes((n, 0x2A, 0x4D, 0x18)) for n in range(0x50, 0x60))), _Zstandard),
}


class Members:
    """The bytes of a packed stream, member after member.

    Bytes between or behind members that are none of it are passed over and counted in `strange`: they end no file,
    and a member behind them is read.
    """

    def __init__(self, kind: str, stream: BinaryIO) -> None:
        self._form = FORMS[kind]
        self._stream = stream
        self._member: Decompressor | None = None
        self._rest = b""
        self._first = True
        self.strange = 0

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many; none at the end. Raises EOFError where the last member is cut off."""
        for member in self._open_members():
            hungry = member.needs_input
            packed = self._packed() if hungry else b""
            try:
                data = member.decompress(packed, size)
            except BROKEN:
                if not self.strange:
                    raise
                self.strange += len(packed)
                self._member, self._rest = None, b""
                continue
            if data:
                return data
            if hungry and not packed and not member.eof:
                raise EOFError("it ends in the middle")
        return b""

    def _packed(self) -> bytes:
        rest, self._rest = self._rest, b""
        return rest or self._stream.read(CHUNK)

    def _open_members(self) -> Iterator[Decompressor]:
        """The member that is open, again and again, and then the next one, until there is none."""
        while True:
            if self._member is not None and self._member.eof:
                self._rest = self._member.unused_data or self._rest
                self._member = None
            if self._member is None:
                if not self._find():
                    return
                self._member, self._first = self._form.new(), False
            yield self._member

    def _find(self) -> bool:
        """Whether another member begins; what lies before it is passed over. Padding by zeros is nothing strange."""
        longest = max(map(len, self._form.starts))
        while True:
            while len(self._rest) < longest and (more := self._stream.read(CHUNK)):
                self._rest += more
            if self._first or not self._rest or self._rest.startswith(self._form.starts):
                return bool(self._rest)
            if self._rest.startswith(b"\0"):
                self._rest = self._rest.lstrip(b"\0")
                continue
            at = [found for start in self._form.starts if (found := self._rest.find(start)) >= 0]
            passed = min(at, default=max(1, len(self._rest) - longest + 1))
            self.strange += passed
            self._rest = self._rest[passed:]
