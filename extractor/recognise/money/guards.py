"""Says whether a word or sign beside a number is money at all: `won` the verb, `pounds` the weight, `TRY 2 WEEKS`."""

from dataclasses import dataclass, field
from decimal import Decimal

import regex

from extractor.documents import Document
from extractor.recognise.money.marks import Mark
from extractor.scene.currency import CurrencyContext, currency_context
from extractor.words.beside import words_behind
from extractor.words.currencies import currencies
from extractor.words.money_cues import cues
from extractor.words.units import unit_at

__all__ = ["Guards", "Printed"]

_PER_WEIGHT = words_behind(r" (?:per (?:square|cubic|acre|person|capita|hour|day|bushel)|in weight|each)\b")
_PENCE = words_behind(r" (?:and )?\d{1,2} ?(?:pence|p)\b")
_WORD = regex.compile(r"\p{L}++")
#: "A 50-pound sack" is heavy, "a 50-pound fine" is not.
_THING = words_behind(r" (?P<thing>\p{Ll}++)")
_OTHER_POUNDS = ("EGP", "LBP", "SYP", "SDG", "SSP")
#: Longer texts are no price tags.
_TAG = 32
_WINDOW = 90
#: So near a word of prices must stand.
_PRICED = 32
_PHRASE_ENDS = words_behind(
    r"[.,;:)!?\n/]|\s*+$| (?:an?|and|at|but|by|each|for|from|in|on|or|per|than|to|when|with)(?!\w)"
)
_CUT = regex.compile(r"\n\n|(?<=[a-z0-9)%]\.)\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Printed:
    """How the number beside the mark is printed: its span, core, scale factor and format."""

    start: int
    end: int
    core: Decimal
    scale: Decimal
    decimals: int
    grouped: bool
    year_like: bool
    words: bool = False

    @property
    def amounts(self) -> bool:
        """Whether the number is printed as sums of money are: scaled, grouped, or with decimals."""
        return self.scale >= 1000 or self.grouped or self.decimals == 2


@dataclass(slots=True)
class Guards:
    """Judges marks in one document; what it must know of the release is read once, when first asked for."""

    document: Document
    _context: CurrencyContext | None = field(default=None, init=False)

    @property
    def context(self) -> CurrencyContext:
        """What ambiguous money means in this release."""
        if self._context is None:
            self._context = currency_context(self.document)
        return self._context

    def allow(self, mark: Mark, number: Printed) -> bool:
        """Whether the mark beside this number is money."""
        behind = mark.start >= number.end
        if _is_letter_of_a_name(self.document.text, mark, number, behind=behind):
            return False
        if self._is_whole_text(mark, number):
            return True
        if number.year_like and not self._year_is_amount(mark, behind=behind):
            return False
        return self._supported(mark, number, behind=behind) or (behind and self._priced(mark, number))

    def _supported(self, mark: Mark, number: Printed, *, behind: bool) -> bool:
        """Whether a mark that is also something else has the support that its guard asks for."""
        money, unit = mark.money, mark.unit
        match money.guard:
            case None:
                return not (mark.noun and not behind) or number.amounts
            case "word":
                return number.amounts or (number.decimals > 0 and not behind)
            case "weak":
                return self._weak(mark, number, behind=behind)
            case "place":
                return ((len(unit) > 1 or not mark.gap) and self.context.points_to(money.codes) and not behind) or (
                    behind and (mark.noun or len(unit) > 1) and self.context.points_to(money.codes)
                )  # fmt: skip
            case "old":
                return self._old(mark, number, behind=behind)
            case "scale":
                return self._scaled(mark, number)
            case "adjective":
                plural = behind and unit.endswith("s") and number.scale >= 1000
                return plural and self.context.points_to(money.codes)
            case "weight":
                return self._is_sterling(mark, number)

    def _is_whole_text(self, mark: Mark, number: Printed) -> bool:
        """Whether the text says nothing but this figure, as a price tag or a cell does."""
        text = self.document.text
        start, end = min(mark.start, number.start), max(mark.end, number.end)
        if len(text) > _TAG or mark.money.guard == "adjective":
            return False
        return not _WORD.search(text, 0, start) and not _WORD.search(text, end)

    def _priced(self, mark: Mark, number: Printed) -> bool:
        """Whether a word of prices stands shortly before a figure whose mark is something else as well: `135 lei`."""
        if mark.money.guard not in {"word", "weak", "scale", "place"} or len(mark.unit.rstrip(".")) < 2:
            return False
        unit = unit_at(self.document.text, number.end)
        if (unit is not None and not unit.weak) or mark.unit.lower() == "won":
            return False
        start, _ = self._window(number.start, mark.end)
        cue = cues().priced.search(self.document.text, max(start, number.start - _PRICED), number.start)
        if cue is None:
            return False
        alone = not cue[0].isupper() and _PHRASE_ENDS.match(self.document.text, mark.end)
        return mark.money.guard != "word" or bool(alone)  # "paid 3 TOP managers"

    def _year_is_amount(self, mark: Mark, *, behind: bool) -> bool:
        """Whether a number like 2025 beside this mark is a sum: not behind CAD, Euro or weak letters."""
        if mark.money.guard:
            return False
        if behind:
            before = self.document.text[max(0, mark.start - 24) : mark.start].lower()
            if mark.noun and mark.unit[0].isupper() and not mark.unit.endswith("s"):
                return False
            return not regex.search(
                r"\b(?:in|constant|real|since|by|of|until|fiscal|from)\s+(?:constant\s+)?\d{4}\W*$", before
            )
        return not mark.noun and not (mark.gap and mark.unit in currencies().year_codes)

    def _weak(self, mark: Mark, number: Printed, *, behind: bool) -> bool:
        if behind and len(mark.unit.rstrip(".")) < 2:
            return False
        if len(mark.unit) == 1 and mark.gap:
            return number.amounts and self.context.points_to(mark.money.codes)
        return number.amounts or self.context.points_to(mark.money.codes)

    def _old(self, mark: Mark, number: Printed, *, behind: bool) -> bool:
        """Marks of withdrawn money: `DM 84 million`, `Ptas 12,000`; two capitals are too much else before groups."""
        if behind and mark.unit.islower():
            return False
        if number.scale >= 1000:
            return True
        initials = len(mark.unit) == 2 and mark.unit.isupper()
        return number.grouped and not behind and (not initials or self.context.points_to(mark.money.codes))

    def _scaled(self, mark: Mark, number: Printed) -> bool:
        priced = number.decimals == 2 and not mark.unit.lower().startswith("mark")
        supported = number.scale >= 1000 or number.grouped or number.core > 999 or priced
        pointed = self.context.points_to(mark.money.codes)
        if mark.unit.lower() == "won":
            hyphen = self.document.text[mark.start - 1] == "-"
            verb = cues().won.match(self.document.text, mark.end) is not None
            return hyphen or (not verb and (supported or pointed) and (pointed or number.scale >= 1000))
        return supported or pointed or self._alone(mark, number)

    def _is_sterling(self, mark: Mark, number: Printed) -> bool:
        """Pounds of money: none of the words of weight near, and some of money, or a British release."""
        text = self.document.text
        start, end = self._window(number.start, mark.end)
        if _PER_WEIGHT.match(text, mark.end):
            return False
        if _PENCE.match(text, mark.end):
            return True
        thing = _THING.match(text, mark.end) if text[mark.start - 1] == "-" else None
        if thing and number.scale < 1000:
            return cues().thing.match(thing["thing"]) is not None
        if number.scale >= 1000 and self.context.points_to(_OTHER_POUNDS):
            return True
        near = text[start : number.start] + " " + text[mark.end : end]
        if not _WORD.search(near):
            return True
        if cues().weight.search(near):
            return False
        british = bool({"GB", "EG", "LB", "IE", "CY", "SD", "SY"} & self.context.territories) or "£" in text
        if cues().of_things.match(text, mark.end):
            return british and number.scale >= 1000000
        return british or bool(cues().money.search(near))

    def _alone(self, mark: Mark, number: Printed) -> bool:
        """Whether the figure is all that its sentence says."""
        start, end = self._window(number.start, mark.end)
        return not _WORD.search(self.document.text[start : number.start] + self.document.text[mark.end : end])

    def _window(self, start: int, end: int) -> tuple[int, int]:
        """The neighbourhood inside the sentence."""
        text = self.document.text
        first, last = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
        for cut in _CUT.finditer(text, first, last):
            if cut.end() <= start:
                first = cut.end()
            elif cut.start() >= end:
                last = cut.start()
                break
        return first, last


def _is_letter_of_a_name(text: str, mark: Mark, number: Printed, *, behind: bool) -> bool:
    """Whether a single letter before a number is part of a longer name or number: `5E-B02`, `R01`."""
    if behind or len(mark.unit) != 1 or not mark.unit.isalpha():
        return False
    lead = text[mark.start - 1 : mark.start]
    return (lead != "" and not lead.isspace() and lead not in "([") or text[number.start] == "0"
