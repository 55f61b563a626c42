"""Words of others on a terminal: what a release or a file's name says must not steer it."""

import re

__all__ = ["printable"]

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(words: str, *, one_line: bool = False) -> str:
    r"""The words with control characters, marks that turn the direction of writing and lone surrogates as escapes.

    Line ends and tabs stay, unless it is to be one line.

    >>> printable("Sales\x1b[2J rose\n5%", one_line=True)
    'Sales\\x1b[2J rose\\n5%'
    """
    shown = _STEERING.sub(lambda found: ascii(found[0])[1:-1], words)
    return shown.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t") if one_line else shown
