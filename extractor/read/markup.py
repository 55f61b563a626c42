"""Whether a text is HTML: its tags tell, whatever its name says."""

import regex

__all__ = ["SAMPLE", "is_markup"]

SAMPLE = 1 << 14
"""So many bytes or characters of a file are looked at."""

_OPENS_PAGE = regex.compile(
    r"(?is)\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|"
    r"section|div|p|table|h[1-6]|center|font|span)\b"
)
_TAG = regex.compile(
    r"(?i)</?(?:p|br|div|span|table|tr|td|th|ul|ol|li|h[1-6]|b|strong|i|em|a|font|sup|html|body|blockquote)"
    r"(?:\s[^<>]{0,2000})?/?>"
)
_MARKED = 6


def is_markup(words: str) -> bool:
    """Whether a text is HTML: it begins as a page or a block does, or has tags of HTML again and again.

    >>> is_markup("<p>Sales rose 5%.</p>"), is_markup("Sales rose by <5%, costs by >3%.")
    (True, False)
    """
    sample = words[:SAMPLE]
    if "<" not in sample:
        return False
    if _OPENS_PAGE.match(sample):
        return True
    return sum(1 for _, _ in zip(range(_MARKED), _TAG.finditer(sample), strict=False)) == _MARKED
