"""How bytes are coded: marks first, then UTF-8, then detection; binary data is refused."""

import codecs

import regex

from extractor.errors import InputError

__all__ = ["decode", "refuse_binary"]

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BINARY = (
    # first bytes -> what it is, and what to do with it
    (b"%PDF-", "a PDF", "extract its text first"),
    (b"PK\x03\x04", "a zip archive or an Office document", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text first"),
    (b"{\\rtf", "rich text (RTF)", "save it as plain text first"),
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"BZh", "bzip2 data", "unpack it first"),
    (b"\xfd7zXZ", "xz data", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstandard data", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x89PNG", "an image", "give its text instead"),
    (b"GIF8", "an image", "give its text instead"),
    (b"\xff\xd8\xff", "an image", "give its text instead"),
    (b"\x7fELF", "a program", "give a text file"),
)

_SAMPLE = 64 * 1024
"""Detection looks at this much: it takes milliseconds there and minutes on a long file."""


def _mark(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def refuse_binary(data: bytes, *, where: str) -> None:
    """Raise InputError for what is no text: known file types, and NUL bytes outside UTF-16 and UTF-32."""
    for magic, what, advice in _BINARY:
        if data.startswith(magic):
            raise InputError(f"{where}: is {what}, not plain text; {advice}")
    if _mark(data) in (None, "utf-8-sig") and (at := data.find(b"\0")) >= 0:
        raise InputError(
            f"{where}: is binary (a NUL byte at {at}); give plain text, UTF-16 only with its byte order mark"
        )


def decode(data: bytes, *, where: str, encoding: str | None = None) -> str:
    """The text in `data`, without its byte order mark. An `encoding` that the caller names is not second-guessed."""
    if encoding is not None:
        return _named(data, where, encoding)
    mark = _mark(data)
    try:
        return data.decode(mark or "utf-8")
    except UnicodeDecodeError as error:
        if mark is not None or _nearly_utf8(data):
            raise InputError(_broken(where, mark or "utf-8", error)) from error
    return _named(data, where, _detect(data, where))


def _named(data: bytes, where: str, encoding: str) -> str:
    """Decode in one encoding or say where it fails."""
    try:
        name = codecs.lookup(encoding).name
        return data.decode("utf-8-sig" if name == "utf-8" else name)
    except LookupError as error:
        raise InputError(f"{where}: unknown encoding {encoding!r}; give a name such as utf-8 or cp1252") from error
    except UnicodeDecodeError as error:
        raise InputError(_broken(where, encoding, error)) from error


def _broken(where: str, encoding: str, error: UnicodeDecodeError) -> str:
    byte = error.object[error.start] if error.start < len(error.object) else 0
    return (
        f"{where}: is not valid {encoding.removesuffix('-sig')} (byte 0x{byte:02x} at {error.start}); "
        "repair the file or name its encoding"
    )


def _nearly_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 with a little damage: then any other encoding would garble what is sound in it."""
    text = data[: 16 * _SAMPLE].decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    sound = sum(char > "\x7f" for char in text) - damaged
    return sound > 4 * damaged


def _detect(data: bytes, where: str) -> str:
    """The encoding of bytes that are not UTF-8, by charset-normalizer on a sample.

    English has few letters above ASCII, and a handful of quotes and currency signs looks the same to it in a dozen
    code pages ("£" would become "Ł"). Where they are few and stand alone, not in pairs as in the encodings of East
    Asia, and Windows-1252 gives printable characters only, that is taken: nearly all such files are.
    """
    sample = _sample(data)
    runs = regex.findall(rb"[\x80-\xff]+", sample)
    alone = sum(len(run) == 1 for run in runs)
    if sum(map(len, runs)) * 5 < len(sample) and alone * 2 >= len(runs) and _prints_in_1252(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise InputError(f"{where}: its encoding cannot be told; save it as UTF-8 or name its encoding")
    return best.encoding


def _sample(data: bytes) -> bytes:
    """The beginning of the data and what follows its first byte above ASCII, cut between characters."""
    first = len(data) - len(data.lstrip(bytes(range(0x80))))
    start = max(0, first - _SAMPLE // 2)
    piece = data[start : start + _SAMPLE]
    cut = max(piece.rfind(b"\n"), piece.rfind(b" "))
    return piece[:cut] if start + _SAMPLE < len(data) and cut > 0 else piece


def _prints_in_1252(data: bytes) -> bool:
    """Whether Windows-1252 has a character for each byte, and no stray control codes."""
    return not any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
