"""How counts are worded for people."""

__all__ = ["counted"]


def counted(n: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "release"), counted(2345, "release")
    ('1 release', '2,345 releases')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
