"""Labels and names fold into the form in which they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.keys.folding import folded_label, folded_name, without_surroundings
from extractor.words.legal_forms import legal_forms

NAMES = [
    ("Beeline Holdings, Inc.", "beeline holdings"),
    ("BEELINE HOLDINGS INC", "beeline holdings"),
    ("Beeline Holdings", "beeline holdings"),
    ("The Larch Company", "larch"),
    ("Larch & Co., Ltd.", "larch"),
    ("Larch Pty. Ltd.", "larch"),
    ("Larch S.A. de C.V.", "larch"),
    ("Larch N.V.", "larch"),
    ("Larch GmbH & Co. KG", "larch"),
    ("Larch AB (publ)", "larch"),
    ("Larch A/S", "larch"),
    ("Société Mélèze S.A.", "societe meleze"),
    ("Fjällräven AB", "fjallraven"),
    ("PT Larch Tbk", "larch"),
    # What is part of a name stays.
    ("Larch Group", "larch group"),
    ("Larch Trust", "larch trust"),
    ("S&P Global", "s and p global"),
    ("3M", "3m"),
    ("Inc.", "inc"),
    ("Ministry of Finance", "ministry of finance"),
    ("Laibin City", "laibin city"),
]


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_names(name: str, key: str) -> None:
    assert folded_name(name) == key


def test_names_that_differ_stay_apart() -> None:
    assert folded_name("Larch Holdings") != folded_name("Larch")
    assert folded_name("Larch One, Inc.") != folded_name("Larch Two, Inc.")


@given(st.text(max_size=60))
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert folded_name(folded_name(name)) == folded_name(name)


@given(st.sampled_from(sorted(legal_forms().forms)), st.sampled_from(["Larch", "Blue Heron", "Orsa 7"]))
def test_every_legal_form_is_folded_away(form: str, name: str) -> None:
    assert folded_name(f"{name} {form}") == folded_name(name) == folded_name(f"{name}, {form.upper()}.")


LABELS = [
    ("Net (Loss) Earnings", "net earnings"),
    ("NET LOSS", "net loss"),
    ("Selling, general & administrative", "selling general and administrative"),
    ("Shareholders’ equity", "shareholders equity"),
    ("Stockholder's Equity", "stockholder equity"),
    ("Long-term debt, less current portion", "long term debt less current portion"),
    ("Shares outstanding (000)", "shares outstanding"),
    ("Accounts receivable (1)", "accounts receivable"),
    ("Net income attributable to Larch, Inc.", "net income attributable to parent"),
    ("Net income attributable to non-controlling interests", "net income attributable to noncontrolling interests"),
    ("Net income available to common stockholders", "net income available to common"),
    ("Net income attributable to common shareholders per share", "net income available to common per share"),
]


@pytest.mark.parametrize(("label", "folded"), LABELS)
def test_labels(label: str, folded: str) -> None:
    assert folded_label(label) == folded


SURROUNDED = [
    ("third quarter revenue", "revenue"),
    ("q3 2025 revenue guidance", "revenue"),
    ("record full year net sales", "net sales"),
    ("its adjusted ebitda", "adjusted ebitda"),
    ("fy26 capital expenditures", "capital expenditures"),
    # Words of time inside a name stay.
    ("first premiums written", "premiums written"),
    ("profit for the year", "profit"),
    ("quarter", ""),
]


@pytest.mark.parametrize(("words", "rest"), SURROUNDED)
def test_words_around_a_name(words: str, rest: str) -> None:
    assert without_surroundings(words) == rest
