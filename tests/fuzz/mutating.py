"""Bytes changed at random, the same ones for the same seed."""

from collections.abc import Sequence
from random import Random

__all__ = ["mutated"]

ODD = (
    b"\0", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80", b"<", b">", b'"', b"{", b"[", b"%", b"\n", b"\r",
    b"\xef\xbb\xbf",
)  # fmt: skip


def mutated(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """The bytes after one to eight changes; `others` are what pieces are taken from."""
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        random.choice(_CHANGES)(out, random, others)
    return bytes(out)


def _place(out: bytearray, random: Random) -> int:
    return random.randrange(len(out) + 1)


def _flip(out: bytearray, random: Random, _: Sequence[bytes]) -> None:
    for _i in range(random.choice((1, 1, 4, 16))):
        if out:
            out[random.randrange(len(out))] ^= 1 << random.randrange(8)


def _odd(out: bytearray, random: Random, _: Sequence[bytes]) -> None:
    at, what = _place(out, random), random.choice(ODD)
    out[at : at + random.choice((0, len(what)))] = what * random.choice((1, 1, 2, 100))


def _cut(out: bytearray, random: Random, _: Sequence[bytes]) -> None:
    at = _place(out, random)
    del out[at : at + random.choice((1, 4, 64, len(out)))]


def _twice(out: bytearray, random: Random, _: Sequence[bytes]) -> None:
    at = _place(out, random)
    piece = out[at : at + random.choice((1, 16, 256))]
    to = _place(out, random)
    out[to:to] = piece * random.choice((1, 2, 50))


def _splice(out: bytearray, random: Random, others: Sequence[bytes]) -> None:
    other = random.choice(others)
    at, start = _place(out, random), random.randrange(len(other) + 1)
    out[at : at + random.choice((0, 64))] = other[start : start + random.choice((8, 64, 512))]


def _shuffle(out: bytearray, random: Random, _: Sequence[bytes]) -> None:
    lines = bytes(out).split(b"\n")
    random.shuffle(lines)
    out[:] = b"\n".join(lines)


_CHANGES = (_flip, _flip, _odd, _odd, _cut, _twice, _splice, _shuffle)
