"""What shares in words and parts of a point are made of: small numbers in words, and the mention of a share."""

from decimal import Decimal

from extractor.mentions import Mention
from extractor.recognise.rule import Rule
from extractor.values import Amount, plain
from extractor.words.numerals import read_digits, read_words

__all__ = ["JOIN", "SMALL", "share_mention", "small_number"]

#: A blank or a hyphen between the words of a share.
JOIN = r"(?:[ \u00a0\u2009\u202f\n]|[-‐‑])"
SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred"


def small_number(word: str) -> Decimal | None:
    """The number that an article, a word or digits say."""
    if word[0].isdigit():
        return read_digits(word)
    return Decimal(1) if word.lower() in {"a", "an"} else read_words([word.lower()])


def share_mention(start: int, end: int, rule: Rule, value: Decimal) -> Mention:
    """A share of so many percent in the text."""
    return Mention("percent", start, end, rule.name, Amount(plain(value)))
