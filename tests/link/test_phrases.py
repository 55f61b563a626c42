"""Noun phrases by themselves: how far the phrase around the subject of a sentence reaches, as a metric is worded."""

import pytest

from extractor.documents import Release
from extractor.link.lines import lines_of
from extractor.link.nouns import core_phrase
from extractor.link.phrases import full_phrase
from extractor.pipeline import Extractor

PHRASES = [
    (
        "Adjusted net income attributable to shareholders was $5 million.",
        "Adjusted net income",
        "Adjusted net income attributable to shareholders",
    ),
    ("Sales of copper and zinc in Norland fell 5%.", "Sales", "Sales of copper and zinc"),
    (
        "Its average daily output of crude oil reached 5 million barrels.",
        "average daily output",
        "average daily output of crude oil",
    ),
    ("The company's cost of goods sold rose 3%.", "cost", "cost of goods sold"),
    ("Return on average assets was 1.4%.", "Return", "Return on average assets"),
    ("Gain on sale of loans was $2 million.", "Gain", "Gain on sale of loans"),
    ("Revenue from subscriptions rose 5%.", "Revenue", "Revenue from subscriptions"),
    ("Yield on invested capital was 5%.", "Yield", "Yield on invested capital"),
    ("Revenue from the prior year fell 5%.", "Revenue", "Revenue"),
    ("Proceeds from the offering were $5 million.", "Proceeds", "Proceeds"),
    ("Cash returned to shareholders totaled $5 million.", "Cash", "Cash returned to shareholders"),
    ("The rate paid on deposits rose by 5%.", "rate", "rate paid on deposits"),
    ("Earnings excluding identified items were $5 million.", "Earnings", "Earnings excluding identified items"),
    ("Sales in the region rose 5%.", "Sales", "Sales"),
    ("Sales in Norway rose 5%.", "Sales", "Sales"),
    ("Tier 1 capital to average assets was 9%.", "Tier 1 capital", "Tier 1 capital to average assets"),
    ("Net interest margin (NIM) was 3%.", "Net interest margin", "Net interest margin"),
    ("A notable free cash flow was reached at $5 million.", "free cash flow", "free cash flow"),
    ("NET INTEREST INCOME Net interest income was $5 million.", "Net interest income", "Net interest income"),
    (
        "Real, seasonally adjusted turnover rose 5%.",
        "Real, seasonally adjusted turnover",
        "Real, seasonally adjusted turnover",
    ),
    ("The proportion of people fell to 5%.", "proportion", "proportion of people"),
    ("Highlights - Gross Margin was 11%.", "Gross Margin", "Gross Margin"),
    ("GAAP and non-GAAP gross margin was 40%.", "GAAP", "GAAP and non-GAAP gross margin"),
]


def phrases(extractor: Extractor, text: str) -> tuple[str, str]:
    """The core and the full phrase of a sentence's subject."""
    extraction = extractor.explain(Release(text, "test", None, None))
    (line,) = lines_of(extraction.document, extraction.parses, list(extraction.linked.drafts), ())
    head = next(token for token in line.tokens if token.dep in {"nsubj", "nsubjpass"})
    return core_phrase(line, head).of(text), full_phrase(line, head).of(text)


@pytest.mark.parametrize(("text", "core", "full"), PHRASES)
def test_a_phrase_reaches_as_far_as_it_names_the_measure(extractor: Extractor, text: str, core: str, full: str) -> None:
    assert phrases(extractor, text) == (core, full)


@pytest.mark.xfail(strict=True, reason="of three conjuncts the last is left out")
def test_three_conjuncts(extractor: Extractor) -> None:
    text = "Cash, cash equivalents and restricted cash were $5 million."
    assert phrases(extractor, text)[1] == "Cash, cash equivalents and restricted cash"
