"""Where something stands, as text."""

import os

__all__ = ["shown"]


def shown(path: str | os.PathLike[str]) -> str:
    r"""A path as text that can be written anywhere: bytes of a name that are no UTF-8 stand as `\xff`.

    >>> shown("sales-\udcff.txt")
    'sales-\\xff.txt'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")
