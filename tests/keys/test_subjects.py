"""Entities: keys of names, and the identifiers that a release states for them."""

import pytest

from extractor.facts import FilerInfo, Subject
from extractor.keys.subjects import Identifiers, identifiers_of, keyed_subject

STATED = [
    ("Larch, Inc. (NYSE: LCH) grew.", "Larch, Inc.", Identifiers(ticker="LCH", exchange="XNYS")),
    ("Larch, Inc. (“Larch” or the “Company”) (NASDAQ: LRCH) grew.", "Larch, Inc.", Identifiers("LRCH", "XNAS")),
    ("Larch AB (publ) (Nasdaq Stockholm: LARK B) grew.", "Larch AB (publ)", Identifiers("LARK B", "XSTO")),
    ("Larch plc (LSE: LCH, ISIN: GB0002634946) grew.", "Larch plc", Identifiers("LCH", "XLON", isin="GB0002634946")),
    ("Larch SE (LEI 529900T8BM49AURSDO55) grew.", "Larch SE", Identifiers(lei="529900T8BM49AURSDO55")),
    # Not of this company, not with right check digits, not a listing.
    ("Larch, Inc. and Birch, Inc. (NYSE: BRC) merged.", "Larch, Inc.", None),
    ("Larch plc (ISIN: GB0002634947) grew.", "Larch plc", None),
    ("Larch plc (LEI 529900T8BM49AURSDO56) grew.", "Larch plc", None),
    ("Larch, Inc. (Note: LCH) grew.", "Larch, Inc.", None),
]


@pytest.mark.parametrize(("text", "name", "expected"), STATED)
def test_identifiers(text: str, name: str, expected: Identifiers | None) -> None:
    found = identifiers_of(text, [name], None)
    assert list(found.values()) == ([expected] if expected else [])


def test_the_filer_of_a_submission_is_known_by_its_number() -> None:
    filer = FilerInfo(name="LARCH INC", cik="1234567")
    identifiers = identifiers_of("Larch, Inc. (NYSE: LCH) grew.", ["Larch, Inc.", "Birch"], filer)
    subject = keyed_subject(Subject(text="Larch, Inc.", start=0, end=11), identifiers)
    assert (subject.key, subject.ticker, subject.cik) == ("larch", "LCH", "1234567")
    other = keyed_subject(Subject(text="Birch", start=0, end=5), identifiers)
    assert (other.key, other.ticker, other.cik) == ("birch", None, None)


def test_work_grows_with_the_text() -> None:
    text = "Larch (" * 20_000 + "(NYSE: LCH) " * 2_000
    assert identifiers_of(text, ["Larch"], None) == {}
