"""Words of a head line that name several columns: where one head ends and the next begins, by signs that add up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import regex

from extractor.spans import Span
from extractor.words.grids import grid_words, loose

__all__ = ["clearness", "over_labels", "parted"]

_MOST_WORDS = 120
_CAPITAL, _SURE_CAPITAL = 0.4, 0.7
"""What a capital or a figure says that begins a word, where words inside of heads may have them too, and where not."""
_BELOW = 0.2
"""How much less than all partings on average a single one may have."""


@cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"[^\s|]++")


@cache
def _names() -> regex.Pattern[str]:
    words = grid_words()
    names = loose({*words.column_names, *words.head_names})
    return regex.compile(rf"(?<!\S)(?:{names})(?=[*\d]?(?:\(\w\))?(?!\S))", regex.IGNORECASE)


def parted(text: str, words: Span, count: int, *, sure: float) -> list[Span] | None:
    """The words as `count` heads side by side, or None where nothing says where to part them.

    `sure` is how much must speak for the partings, on average, where there are other places to part the words.

    >>> [head.of("GAAP Adjustments Non-GAAP") for head in parted("GAAP Adjustments Non-GAAP", Span(0, 25), 3, sure=0.7)]
    ['GAAP', 'Adjustments', 'Non-GAAP']
    """
    found = _parted(words.of(text), count, sure)
    return None if found is None else [Span(words.start + head.start, words.start + head.end) for head in found]


@lru_cache(maxsize=1024)
def _parted(text: str, count: int, sure: float) -> Sequence[Span] | None:
    """The same for all words of a text: asked for again with each line that may be a head below it."""
    found = _words_in(text)
    if count == 1 and found:
        return [Span(found[0].start, found[-1].end)]
    if not count <= len(found) <= _MOST_WORDS:
        return None
    times = _times_repeated(text, found, count)
    unit = found[: len(found) // times]
    ends = _ends(text, unit, count // times, sure)
    if ends is None:
        return None
    ends = [at * len(unit) + end for at in range(times) for end in (*ends, len(unit))][:-1]
    starts = [0, *ends]
    return [
        Span(found[first].start, found[after - 1].end) for first, after in zip(starts, [*ends, len(found)], strict=True)
    ]


@lru_cache(maxsize=1024)
def _words_in(text: str) -> Sequence[Span]:
    """The words of a text."""
    return [Span(*match.span()) for match in _word().finditer(text)]


def over_labels(text: str, words: Span, count: int) -> Iterator[int]:
    """Where the words that stand over the labels may end, before those of `count` heads: `Operating Profit`.

    That is behind a known name, or before words that come again and again.
    """
    yield from (words.start + end for end in _over_labels(words.of(text), count))


@lru_cache(maxsize=1024)
def _over_labels(text: str, count: int) -> Sequence[int]:
    """The same for all words of a text."""
    found = _words_in(text)
    name = _names().match(text)
    named = name is not None and any(name.end() < word.start for word in found)
    return [
        *([name.end()] if name is not None and named else []),
        *(
            found[stub - 1].end
            for stub in range(1, min(_MOST_STUB, len(found) - count) + 1)
            if _times_repeated(text, found[stub:], count) > 1
        ),
    ]


_MOST_STUB = 5
"""Words of a head of the labels."""


def clearness(text: str, parts: Sequence[Span]) -> float:
    """How much speaks for heads side by side: for the least of their partings and for all on average, 0 to 1."""
    found = [Span(*match.span()) for match in _word().finditer(text, parts[0].start, parts[-1].end)]
    starts = {part.start for part in parts}
    scores = [score for word, score in zip(found[1:], _scores(text, found), strict=True) if word.start in starts]
    return min(1.0, max(0.0, (min(scores) + sum(scores) / len(scores)) / 4)) if scores else 1.0


def _ends(text: str, found: Sequence[Span], count: int, sure: float) -> list[int] | None:
    """Where the words are parted."""
    return [] if count == 1 else _best(_scores(text, found), count, sure)


def _times_repeated(text: str, found: Sequence[Span], count: int) -> int:
    """How often the same words come, each time for as many of the heads."""
    words = [word.of(text) for word in found]
    for times in range(count, 1, -1):
        length, rest = divmod(len(words), times)
        if count % times == 0 and not rest and words[length:] == words[:-length]:
            return times
    return 1


def _scores(text: str, found: Sequence[Span]) -> Sequence[float]:
    """For each place between two words what speaks for a parting there."""
    return _scores_of(text[found[0].start : found[-1].end])


@lru_cache(maxsize=1024)
def _scores_of(text: str) -> tuple[float, ...]:
    """The same for all words of a text: asked for again for each number of columns."""
    found = _words_in(text)
    names = [Span(*name.span()) for name in _names().finditer(text, found[0].start, found[-1].end)]
    sure = {name.casefold() for name in grid_words().column_names}
    starts = {name.start for name in names if " " in name.of(text) or name.of(text).casefold() in sure}
    ends = {name.end for name in names}
    inside = {word.start for name in names for word in found if name.start < word.start < name.end}
    plain = [word.of(text).rstrip("*0123456789").lower() for word in found]
    again = Counter(plain)
    small = sum(word.of(text)[0].islower() and word.of(text) not in grid_words().links for word in found)
    capital = _SURE_CAPITAL if small * 4 >= len(found) else _CAPITAL
    scores = []
    for at in range(1, len(found)):
        before, after = found[at - 1].of(text), found[at].of(text)
        score = 0.3 if "\n" in text[found[at - 1].end : found[at].start] else 0.0
        score += 0.8 * (before[-1] == ")" or (before[-1].isdigit() and before[0].isalpha()) or before[-1] == "*")
        score += 0.6 * (found[at].start in starts) + 0.6 * (found[at - 1].start + len(_without_mark(before)) in ends)
        score -= 0.6 * (found[at].start in inside)
        score += 0.7 * (plain[at - 1] == plain[-1] and again[plain[-1]] > 1)
        score += 0.7 * (plain[at] == plain[0] and again[plain[0]] > 1)
        score += capital if after[0].isupper() or after[0].isdigit() else -1.0 if after[0].islower() else -0.6
        score -= 0.4 * (before[-1] == ",")
        score -= 0.8 * (before[-1] in ",&-/–" or before.lower() in grid_words().links or after[0] in "&-/–)")
        scores.append(min(score, 0.0) if _without_mark(after).lower() in grid_words().joints else score)
    return tuple(scores)


def _without_mark(word: str) -> str:
    """A word without the mark of a footnote."""
    return _mark().sub("", word) if word[0].isalpha() else word


@cache
def _mark() -> regex.Pattern[str]:
    return regex.compile(r"(?:[*†‡\d]|\(\w\))+$")


def _best(scores: Sequence[float], count: int, sure: float) -> list[int] | None:
    """The partings with the highest sum that leave heads of much the same length; None where they are poor."""
    total = len(scores) + 1
    even = total / count
    partings = [score for score in scores if score > 0]
    clear = len(partings) == count - 1 and (total == count or min(partings) > _CAPITAL)
    reached: list[tuple[float, list[int]] | None] = [None] * (total + 1)
    reached[0] = (0.0, [])
    for left in range(count, 0, -1):
        following: list[tuple[float, list[int]] | None] = [None] * (total + 1)
        for start, before in enumerate(reached):
            if before is None:
                continue
            ends = [total] if left == 1 else range(start + 1, total - left + 2)
            for end in ends:
                if end < total and scores[end - 1] <= (0 if clear else max(0.0, sure - _BELOW)):
                    continue  # one parting of which nothing speaks makes two heads wrong
                score = before[0] + (scores[end - 1] if end < total else 0.0) - 0.1 * abs(end - start - even) / even
                best = following[end]
                if best is None or score > best[0]:
                    following[end] = (score, [*before[1], end])
        reached = following
    best = reached[total]
    if best is None or best[0] < (0.0 if clear else sure) * (count - 1):
        return None
    return best[1][:-1]
