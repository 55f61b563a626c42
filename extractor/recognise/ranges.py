"""Ranges: what joins two numbers into the ends of one figure (`$3.5-4.0 million`, `between 5% and 7%`)."""

from extractor.words.beside import words_before, words_behind

__all__ = ["joins_range"]

_JOINT = words_behind(r" ?[-‐‑‒–—−] ?| ++(?:to|through|up to) ++")
_AND = words_behind(r"(?i) ++and ++")
_BETWEEN = words_before(r"(?<!\w)between {hedge}?")


def joins_range(text: str, left: int, left_end: int, right: int) -> bool:
    """Whether `text[left_end:right]` joins two figures into a range; `left` is where the first figure starts.

    A dash, "to" and "through" do; "and" does behind "between". Whether "from X to Y" is a range or a change from one
    level to another is for the linker to say: here both are joints only where the caller has not seen "from".

    >>> joins_range("12 to 15 shops", 0, 2, 6), joins_range("12 and 15", 0, 2, 7)
    (True, False)
    >>> joins_range("between 5 and 7", 8, 9, 14)
    True
    """
    if _JOINT.fullmatch(text, left_end, right):
        return True
    return bool(_AND.fullmatch(text, left_end, right) and _BETWEEN.match(text, 0, left))
