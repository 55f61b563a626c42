"""The patterns of words of change, over lower-case text with single blanks, built from `changes.toml` once."""

from functools import cache

import regex

from extractor.facts import Direction
from extractor.words.changes import change_lexicon
from extractor.words.rows import alternation

__all__ = ["Cues", "cues", "hedge", "prior_near", "reached_level", "reported_reading"]


@cache
def hedge() -> str:
    """The source of one hedge or plain adjective before a figure, with the blank behind it."""
    return "(?:(?:" + "|".join((*change_lexicon().hedges, *change_lexicon().describing)) + r")\ |[~≈]\ ?)"


class Cues:
    """The patterns of one direction; those called `…_before` end where the figure starts."""

    def __init__(self, direction: Direction) -> None:
        words, lexicon = change_lexicon().towards(direction), change_lexicon()
        verbs, nouns = alternation(words.verbs), alternation(words.nouns)
        either = alternation(words.verbs | words.nouns)
        comparatives = words.adverbs - {"above", "below"}
        adverb = "(?:(?:" + "|".join(lexicon.adverbs) + r")\ )"
        modifier = "(?:(?:" + "|".join(lexicon.noun_modifiers) + r")\ )"
        points = rf"(?:\d[\d.,]*\ points?,?\ or\ {hedge()}*+)?"
        of_what = r"(?:(?:in|for|of|to|on)\ (?:[^\s;:,]++\ ){1,8}?)?"
        states = "(?:of|at|by|was|were|is|reached|hit|totaled|totalled)"
        plain = alternation(words.adverbs - {"above", "below", "more", "less"})
        phrasal = alternation(lexicon.phrasal)
        self.adverb_before = regex.compile(rf"(?<!\b(?:{phrasal})\ )(?<!\w)(?:{plain})\ {hedge()}*+$")
        self.verb_before = regex.compile(rf"(?<!\w)(?:{verbs})\ (?:{adverb}|{hedge()})*+{points}$")
        self.at_before = regex.compile(rf"(?<!\w)(?:{verbs})\ at\ {hedge()}*+$")
        differing = "|".join((either, *words.differing))
        self.by_before = regex.compile(rf"(?<!\w)(?:{differing})(?:\ [^\s,;:]++){{0,14}}?,?\ by\ {hedge()}*+$")
        self.noun_before = regex.compile(rf"(?<!\w)(?:{nouns})(?:\ rates?)?\)?\ of\ (?:between\ )?{hedge()}*+$")
        self.noun_in_before = regex.compile(
            rf"(?<!\w)(?:{nouns})\ in\ (?:(?!to\b|was\b|from\b)[^\s;:,()]++\ ){{1,6}}?of\ {hedge()}*+$"
        )
        self.noun_stated_before = regex.compile(rf"(?<!\w)(?:{nouns})\ {of_what}{states}\ {hedge()}*+$")
        self.noun_after = regex.compile(rf"-?\ ?{modifier}{{0,4}}(?P<cue>{nouns})(?!\w)")
        behind = "|".join(words.behind)
        self.than_after = regex.compile(
            rf"\ (?P<cue>(?:{alternation(comparatives)})(?=\ (?:than|compared|from|year)\b)|{behind})"
        )
        self.more_after = regex.compile(
            rf"\ (?P<cue>{alternation(comparatives - {'up', 'down'})})\ (?!than\b|or\b|and\b)\p{{L}}"
        )


@cache
def cues(direction: Direction) -> Cues:
    """The patterns of `up` or `down`."""
    return Cues(direction)


@cache
def prior_near() -> regex.Pattern[str]:
    """`from a net loss of`, `than the`, directly before the figure compared against."""
    not_than = r"(?<!more\ )(?<!less\ )(?<!fewer\ )(?<!rather\ )than"
    adjectives = r"(?:(?:a|an|its|the|previous|prior|record|net|reported)\ )*+"
    nouns = "loss|losses|profit|income|gain|level|low|high|figure|forecast|estimate|range|deficit|surplus"
    return regex.compile(
        rf"(?<!\w)(?:from|versus|vs\.?|against|{not_than})\ {hedge()}*+{adjectives}(?:(?:{nouns})\ (?:of\ )?)?$"
    )


@cache
def reached_level() -> regex.Pattern[str]:
    """`to nearly` before a level that was reached."""
    compared = "compared|compares|comparison|relative|opposed|comparing|due|up"
    behind = "".join(rf"(?<!{word}\ )" for word in compared.split("|"))
    return regex.compile(rf"(?<!\w){behind}to\ {hedge()}*+$")


@cache
def reported_reading() -> regex.Pattern[str]:
    """`compared to the reported net income of`: the other reading of the same time, no earlier one."""
    return regex.compile(r"compared\ (?:to|with)\ (?:(?:the|its|our|a)\ )?(?:reported|gaap|as-reported)\ [^,;]{0,60}$")
