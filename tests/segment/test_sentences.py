"""Sentences: where one ends, and the many stops that end none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.segment.sentences import LONGEST_SENTENCE, sentence_spans


def sentences(text: str) -> list[str]:
    return [span.of(text) for span, _ in sentence_spans(text, 0, len(text))]


WHOLE = [
    "The U.S. government and the U.K. Treasury paid.",
    "Acme Inc. and Larch Corp. merged with Beech & Co. Ltd. of Leeds.",
    "It ranks No. 5 of Nos. 1 to 9 and cites Art. 3, Sec. 4 and p. 12.",
    "Sales rose 2.5% to $1.5 million vs. $1.2 million.",
    "It reports on Jan. 30, Sept. 5 and Dec. 1.",
    "It opens at 9 a.m. ET and closes at 5 p.m. Monday.",
    "Dr. J. K. Larch and Mr. A. Birch met Sen. Oak and Prof. Elm of St. Gallen.",
    "The bank (e.g. Acme) pays Rs. 500 crore, i.e. approx. 5 percent.",
    "SAN JOSE, Calif. Acme grew.",
    "Acme . . . grew; sales rose; costs fell.",
    "Yahoo! Inc. grew.",
    "“Why?” he asked, and she said “No!” and left.",
    "He wrote to a.b@c.example and read www.Example.com and Node.js files.",
    "Acme (Nasdaq: ACME.O) is at v2.1.3 of its plan.",
    "1. Revenue grew.",
    "The following: 1. Revenue grew",
    "It is the W.E.B. Du Bois Library.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_does_not_break(text: str) -> None:
    assert sentences(text) == [text]


BROKEN = [
    ("Sales were $1.5 million. The cost fell.", 1),
    ("Sales fell in the U.S. The cost rose.", 1),
    ("It was sold to Acme Inc. The price was 5 pounds.", 1),
    ("It fell in 2024. 218 firms closed.", 1),
    ("We met at 5 p.m. Participants came.", 1),
    ("He said “It grew.” She left.", 1),
    ("It grew (see p. 5). It fell. (It rose.) It ended.", 3),
    ("Really?! Yes! No… Indeed.", 3),
    ("Earnings were $0.97. Diluted earnings rose to 1.69. Sales were $1.4B. Costs fell 5% Y/Y. Profit rose.", 4),
    ("See our Form 10-Q. Copies are free.", 1),
    ("It ended.Next it began.", 1),
    ("It fell in 2024.The cost rose.", 1),
    ("It grew 5%. $5 million came. €3 went.", 2),
    ("Sales rose. iPhone sales fell.", 1),
    ("The answer is no. Sales fell.", 1),
    ("There are pots, pans, etc. The rest is sold.", 1),
    ("Sales rose.[1] Costs fell.", 1),
    ("Sales rose.\r\n\tCosts fell.\xa0Profit rose.", 2),
    ("销售额增长。成本下降。", 1),
    ("It grew • by 5 • and by 6", 2),
]


@pytest.mark.parametrize(("text", "breaks"), BROKEN)
def test_breaks(text: str, breaks: int) -> None:
    assert len(sentences(text)) == breaks + 1


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Q1 2024 Financial ResultsRevenue for the quarter was $5 million.", "Q1 2024 Financial Results"),
        ("Sales rose.New Growth BusinessesThe company went on.", "New Growth Businesses"),
        ("Fourth Quarter EarningsNet income was $5 million.", "Fourth Quarter Earnings"),
        ("Final ThoughtsAs you can see, it works.", "Final Thoughts"),
    ],
)
def test_a_heading_that_is_glued_to_its_sentence_stands_alone(text: str, heading: str) -> None:
    assert heading in sentences(text)


@pytest.mark.parametrize(
    "text",
    [
        "Reports PlayStation sales of $5 million.",
        "Second Quarter PlayStation sales rose. PlayStation won.",
        "New York BitFuFu reported a profit.",
        "Our iPhone sales were $5 million.",
    ],
)
def test_a_name_with_a_capital_inside_is_no_glued_heading(text: str) -> None:
    assert not any(part.endswith(("Play", "Fu", "i")) for part in sentences(text))


def test_bullets_inside_a_line() -> None:
    text = "Highlights: • sales rose • costs fell. Profit rose."
    assert [(span.of(text), bullet) for span, bullet in sentence_spans(text, 0, len(text))] == [
        ("Highlights:", False),
        ("sales rose", True),
        ("costs fell.", True),
        ("Profit rose.", False),
    ]


def test_long_sentences_are_cut_at_a_semicolon_or_comma() -> None:
    clause = "the plan covers a further and rather long list of things"
    text = "; ".join(f"{clause} and {clause}, number {n}" for n in range(60)) + "."
    pieces = sentences(text)
    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST_SENTENCE for piece in pieces)
    assert all(piece.endswith(";") for piece in pieces[:-1])
    assert " ".join(pieces) == text


def test_one_word_without_end_is_cut_in_the_end() -> None:
    pieces = sentences("a" * 100_000)
    assert "".join(pieces) == "a" * 100_000
    assert len(pieces) > 5


@given(st.text(alphabet=st.sampled_from('aA1.!?… \n"”)(•。,;US$'), max_size=80), st.integers(0, 5), st.integers(0, 5))
def test_sentences_hold_every_character_once_and_in_order(text: str, before: int, after: int) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)
    spans = [span for span, _ in sentence_spans(text, start, end)]
    assert all(start <= span.start < span.end <= end and span.of(text) == span.of(text).strip() for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    outside = text[start:end]
    for span in reversed(spans):
        outside = outside[: span.start - start] + outside[span.end - start :]
    assert not outside.replace("•", "").strip()
