"""Characters that stand for others: what a text's encoding, its fonts and its layout did to it is read as it was meant.

Control characters in place of Windows' dashes and quotes, UTF-8 that was read as Windows-1252, entities of HTML,
full-width and mathematical letters and digits, ligatures, letters that fold unlike any other, accents on their own,
soft hyphens and characters that print nothing. What goes on without a blank for longer than anything that people read
(coded data, a table's row without its blanks) is read as left out.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractor.spans import Span
from extractor.views import Edit, View

__all__ = ["LONGEST", "unbroken", "view_of"]

_NOTHING = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
#: Blanks of other widths than those that the rules know; separators of lines.
_BLANKS = {**dict.fromkeys("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a\u205f\u3000", " ")}
_LINES = dict.fromkeys("\u2028\u2029", "\n")
#: Letters whose other case is a plain letter or has another length, and hyphens that only forbid a line's end.
_ALIKE = {"İ": "I", "ı": "i", "ſ": "s", "\u212a": "K", "\u212b": "Å", "\u2010": "-", "\u2011": "-"}
#: Full-width and half-width forms, ligatures, mathematical letters and digits.
_FORMS = (range(0xFF01, 0xFFEF), range(0xFB00, 0xFB07), range(0x1D400, 0x1D800))
#: A mark of a footnote behind a word, a sign or a number; behind "10" it is a power, behind a short word a unit's.
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207d\u207e"
#: What releases print beyond ASCII: these are told when their UTF-8 was read as another encoding.
_PRINTED = "‘’‚“”„–—…•·™®©£¥€¢°±×÷½¼¾²³§−≥≤\u00a0\u2009\u202f\u00ad\u200b\ufeffáàâäãåæçéèêëíìîïñóòôöõøúùûüßÉÖÜÄÅØ"


@cache
def _said() -> dict[str, str]:
    """What single characters stand for."""
    told = _BLANKS | _LINES | _ALIKE
    for code in range(0x80, 0xA0):
        meant = bytes([code]).decode("cp1252", errors="ignore")
        if meant:
            told[chr(code)] = meant
    for code in (code for codes in _FORMS for code in codes):
        meant = unicodedata.normalize("NFKC", chr(code))
        if meant != chr(code):
            told[chr(code)] = meant
    return told


@cache
def _garbled() -> dict[str, str]:
    """UTF-8 that was read as Windows-1252 or Latin-1, by what it looks like."""
    told = {}
    for character in _PRINTED:
        coded = character.encode()
        told[coded.decode("latin-1")] = character
        told["".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in coded)] = character
    return told


@cache
def _first() -> re.Pattern[str]:
    """The characters that anything of this kind begins with: one class, which `re` looks for fastest."""
    forms = "".join(f"{chr(codes[0])}-{chr(codes[-1])}" for codes in _FORMS)
    single = {told[0] for told in (*_garbled(), *_said()) if not any(ord(told[0]) in codes for codes in _FORMS)}
    return re.compile(f"[&\\r\u0300-\u0328{_NOTHING}{_RAISED}{forms}{''.join(map(re.escape, sorted(single)))}]")


@cache
def _odd() -> regex.Pattern[str]:
    garbled = "|".join(map(regex.escape, sorted(_garbled(), key=len, reverse=True)))
    return regex.compile(
        r"\u00ad[ \t]*+\r?\n[ \t]*+(?=\p{Ll})|\r\n?|&(?:[A-Za-z]{2,8}|\#\d{2,6}|\#[xX][\da-fA-F]{2,5});"
        rf"|(?P<note>(?<=\p{{L}}{{4}}|[%)\]”\"]|\d)(?<!(?<![\d.,])10)[{_RAISED}]++(?![\p{{L}}\d]))"
        rf"|(?P<garbled>{garbled})|[{_NOTHING}]++|[{''.join(map(regex.escape, _said()))}]"
    )


def view_of(text: str) -> View:
    """The text as it is to be read: itself where nothing in it stands for something else."""
    runs = [Edit(run.start, run.end, LEFT_OUT) for run in unbroken(text)]
    if text.isascii() and "&" not in text and "\r" not in text:
        return View(text).edited(runs)
    return View(text).edited(_edits(text, runs))


def unbroken(text: str) -> list[Span]:
    """What goes on for LONGEST characters or more without a blank, in a script that parts its words by blanks."""
    if max(map(len, text.replace("\n", " ").split(" "))) < LONGEST:
        return []
    return [Span(*found.span()) for found in _UNBROKEN.finditer(text)]


LONGEST = 400
"""Characters: addresses of pages are shorter, but for those that nobody reads."""
LEFT_OUT = "…"
_UNBROKEN = regex.compile(rf"(?<![^\s\p{{Lo}}])[^\s\p{{Lo}}]{{{LONGEST},}}+")


def _edits(text: str, runs: Sequence[Edit]) -> Iterator[Edit]:
    """All edits in order; what begins inside a run is part of it."""
    before, waiting = 0, [*reversed(runs)]
    for first in _first().finditer(text):
        while waiting and waiting[-1].start <= first.start():
            run = waiting.pop()
            if run.start >= before:
                before = run.end
                yield run
        if first.start() >= before and (edit := _edit(text, first.start(), before)) is not None:
            before = edit.end
            yield edit
    yield from (run for run in reversed(waiting) if run.start >= before)


def _edit(text: str, at: int, before: int) -> Edit | None:
    """What is to be read where a character stands that may begin something else, or None."""
    if "\u0300" <= text[at] <= "\u0328":
        composed = unicodedata.normalize("NFC", text[at - 1 : at + 1]) if at > before else ""
        return Edit(at - 1, at + 1, composed) if len(composed) == 1 and composed.isalpha() else None
    found = _odd().match(text, at)
    if found is None:
        return None
    said = "" if found["note"] else _meant(found[0], garbled=found["garbled"] is not None)
    return Edit(at, found.end(), said) if said != found[0] else None


def _meant(sign: str, *, garbled: bool) -> str:
    if sign[0] == "\r":
        return "\n"
    if garbled:
        sign = _garbled()[sign]
    elif sign[0] == "&":
        sign = html.unescape(sign)
    return _hidden().sub("", "".join(_said().get(c, c) for c in sign.partition("\u00ad")[0]))


@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(f"[{_NOTHING}]")
