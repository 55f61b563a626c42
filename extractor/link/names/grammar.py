"""The patterns of names, built once from the lexicon: what a name may look like, and what stands in or beside one."""

import re
from functools import cache

import regex

from extractor.anchored import Anchored
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.rows import alternation, by_first_letter

__all__ = ["Grammar", "grammar"]
_LINK = r"(?:of\ the|of|for|and|&|de|du|des|van|von|der|da|di|la|le|\+|@)"
#: Where a name may begin: a word with a capital in it, behind no more than two digits. What is not ASCII may be one.
_CAPITALS = re.compile(r"(?<![A-Za-z\d$])(?=(?:[a-z]*|\d{1,2}-?)[A-Z\u0080-\U0010ffff])")


class Grammar:
    """The patterns of names, built from the lexicon once."""

    def __init__(self) -> None:
        lexicon = name_lexicon()
        suffix = f"(?:{by_first_letter(lexicon.suffixes)})"
        self.name = Anchored(_CAPITALS, regex.compile(_name_source(suffix), regex.VERBOSE))
        exchanges = "|".join(lexicon.exchanges)
        self.ticker = regex.compile(
            rf"(?:\s?\([^()\n]{{1,80}}\))?\s?\(\s?(?:(?:{exchanges})[\w ./-]*:|[\w ]{{2,20}}:\s?[A-Z.]{{1,6}}\))"
        )
        self.listing = regex.compile(rf"\b(?:{exchanges})[\w ./-]{{0,20}}:\s?")
        self.venue = regex.compile(rf"(?:^|\s)(?:{'|'.join(lexicon.venues)})$")
        self.company = regex.compile(rf"(?:^|\s){suffix}\.?(?:\ \(publ\))?$")
        self.leading = lexicon.openers | lexicon.titles | metric_lexicon().openers
        self.nobody = lexicon.standards | lexicon.titles | lexicon.peoples
        self.numbered = regex.compile("(?:" + "|".join(lexicon.numbered) + r")(?:\s\w{1,3})?$")
        self.addressed = regex.compile(rf"(?:{'|'.join(lexicon.salutations)})\ ")
        rank = rf"(?:(?:{alternation(lexicon.rank)})\s){{0,6}}"
        post = rf"{rank}(?:{alternation(lexicon.posts_before_names)})"
        self.post_inside = regex.compile(
            rf"(?P<post>{post}\s)(?P<person>\p{{Lu}}\p{{Ll}}[\p{{L}}’'-]*+(?:\s\p{{Lu}}(?:\.|[\p{{L}}’'-]++)){{1,3}})"
            r"(?![\p{L}’'-])"
        )
        self.posts_behind = regex.compile(
            rf"(?<=\p{{L}}\p{{L}})(?<!\b(?:of|for|and|the))\s{post}(?:\s(?:and|&)\s{post}){{0,6}}$"
        )
        self.post_alone = regex.compile(rf"{post}(?:\s(?:and|&)\s{post}){{0,6}}|[IVX]{{2,}}")
        measures = alternation(lexicon.measures - {"cost", "costs"})
        self.post_of = regex.compile(rf"{rank}(?i:(?:{alternation(lexicon.posts)})\sof\s(?:the\s)?)(?=\p{{Lu}})")
        self.measure_of = regex.compile(rf"(?i:(?:{measures})\s(?:of|for|at|in|by|from)\s(?:the\s)?)")


def _name_source(suffix: str) -> str:
    """Capitalised words in a row, joined by small ones, up to a legal form; no verb of a headline, month or unit."""
    lexicon = name_lexicon()
    no_word = by_first_letter([*lexicon.headline_verbs, *lexicon.times, *lexicon.sentence_openers])
    # bounded, as is what stands before a name: a long run of initials is no name
    initials = r"(?:\p{Lu}\.){2,8}(?:\p{Lu}\p{L}*)?"
    abbreviated = rf"(?:{'|'.join(lexicon.abbreviations)})\.\ (?!(?:{no_word})\b)(?=\p{{Lu}}\p{{Ll}})"
    numbered = r"\d{1,2}(?:(?![QH](?!\p{L}))\p{Lu}[\p{L}\d]*+|-\p{Lu}{2,}+)(?=\ \p{Lu}\p{Ll})"
    mark = r"(?:\((?:R|TM|SM)\))?"
    capitalised = rf"\p{{Lu}}[\p{{L}}\p{{M}}\d'’&™®@-]++(?:\.(?=\p{{L}}{{2,}})\p{{L}}+)?{mark}"
    coined = r"\p{L}*\p{Lu}[\p{L}\d]++(?:'s)?"
    shouted = rf"(?:!(?=['’]s|\ \p{{Ll}}|\ \p{{Lu}}\p{{L}}++,?\ {suffix}(?![\p{{L}}-])))?"
    word = rf"(?!(?:{no_word})(?!\p{{L}}))(?:(?:{initials}|{capitalised}|{coined}){shouted}|{numbered})"
    saint = rf"(?:{abbreviated})?{word}"
    # what a legal form is of: "(Persero) Tbk", "(Pvt) Ltd", "(Thailand) PCL"
    inside = rf"\((?:\p{{Lu}}[\p{{L}}.&'’-]{{0,20}}\ ?){{1,3}}\)(?=,?\ {suffix}(?![\p{{L}}-]))"
    return rf"""
        (?<![\p{{L}}\d$])(?=\p{{L}}*\p{{Lu}}|\d{{1,2}}-?\p{{Lu}})
        (?:Dr\.\ )?(?:\p{{Lu}}\.\ ?){{0,5}}+{saint}
        (?:\ {inside}
          |,?\ {suffix}(?![\p{{L}}-])(?:\.(?!\s+\p{{Lu}}(?:\p{{Ll}}|\.)|\s*$))?
          |\ (?:{_LINK}\ {saint}|(?:{_LINK}\ )?(?:\p{{Lu}}\.(?=\ ))?{word})
          |\ \p{{Lu}}\.(?=\ \p{{Lu}})
        )*+
        (?:(?<=\b(?:Inc|Corp|Co|Ltd|S\.A|N\.V|B\.V|A\.S|L\.P))\.)?
        (?:\ \((?:publ)\))?
        """


@cache
def grammar() -> Grammar:
    """The patterns, compiled when first asked for."""
    return Grammar()
