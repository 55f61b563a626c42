"""What money means in a release: the currency of ambiguous signs and names, subunits, and how it is known."""

from datetime import date
from decimal import Decimal

import pytest

from extractor.normalise.quantities import read_money
from extractor.recognise.money.finder import find
from extractor.recognise.scan import scan
from extractor.scene.currency import currency_context
from extractor.values import QuantityValue
from extractor.words.currencies import currencies
from tests.building import document_of


def values_in(text: str, published: date | None = None) -> list[QuantityValue]:
    document = document_of(text, published)
    context = currency_context(document)
    return [read_money(mention, context) for mention in find(scan(document))]


DOLLARS = [
    ("The firm earned $5 million.", "USD", "default"),
    ("TORONTO, May 14, 2024 -- Larch Inc. (TSX: LCH) earned $5 million.", "CAD", "inferred"),
    ("SYDNEY, 21 August 2024 – Larch Limited earned $5 million.", "AUD", "inferred"),
    ("HONG KONG – Larch Ltd. earned $5 million.", "HKD", "inferred"),
    ("WELLINGTON, New Zealand – Larch Ltd. earned $5 million.", "NZD", "inferred"),
    ("Larch Ltd (SGX: L01) earned $5 million.", "SGD", "inferred"),
    ("Larch Ltd (ASX:LCH, OTCQB:LCHHF) earned $5 million.", "AUD", "inferred"),
    ("NEW YORK – Larch Inc. (NYSE: LCH) earned $5 million.", "USD", "inferred"),
    ("Larch Inc. (TSX: LCH) (NYSE American: LCH) earned $5 million.", "USD", "inferred"),
    ("LONDON, Ontario – Larch Inc. earned $5 million.", "CAD", "inferred"),
    ("Larch Inc. (TSX: LCH) earned $5 million. All amounts are in U.S. dollars.", "USD", "explicit"),
    ("Larch Inc. (NYSE: LCH) earned $5 million (all figures in Canadian dollars).", "CAD", "explicit"),
    ("References to $ are to Australian dollars. Larch earned $5 million.", "AUD", "explicit"),
    ("Computer-aided design (CAD) earned $5 million.", "USD", "default"),
    ("It took a loan denominated in Canadian dollars and paid $5 million.", "USD", "default"),
    ("VANCOUVER, May 8, 2023 – Larch (TSX: L) earned $5 million and pays C$0.05.", "USD", "inferred"),
    ("The Australian economy grew. Australian banks and Australian farms gained $5 million.", "AUD", "inferred"),
]


@pytest.mark.parametrize(("text", "code", "known"), DOLLARS)
def test_bare_dollar(text: str, code: str, known: str) -> None:
    first = values_in(text)[0]
    assert (first.unit, first.currency_from) == (code, known)


CODES = [
    ("It paid 5 Hong Kong dollars.", "HKD"),
    ("It paid 5 million Emirati dirhams.", "AED"),
    ("It paid 3.2 million Kuwaiti dinars.", "KWD"),
    ("It paid 45 Swedish kronor.", "SEK"),
    ("It paid 12 million Danish crowns.", "DKK"),
    ("It paid 5 billion South Korean won.", "KRW"),
    ("It paid 5 million renminbi.", "CNY"),
    ("It paid RMB5.2 billion.", "CNY"),
    ("It paid 5 million new Israeli shekels.", "ILS"),
    ("It paid 5 million Trinidad and Tobago dollars.", "TTD"),
    ("It paid 30 Deutsche marks.", "DEM"),
    ("It paid NT$5 million.", "TWD"),
    ("It paid R$ 5 million.", "BRL"),
    ("It paid zł 5 million.", "PLN"),
    ("It paid 5 million Nigerian naira.", "NGN"),
    ("It paid 5 million Macedonian denars.", "MKD"),
    ("It paid US $5 million.", "USD"),
    ("It paid CAD $5 million.", "CAD"),
    ("It paid $5 million AUD.", "AUD"),
    ("It paid Tk 5 crore.", "BDT"),
    ("It paid DM 84 million.", "DEM"),
    ("It paid ÖS 5 million.", "ATS"),
    ("It paid hfl 5 million.", "NLG"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_explicit(text: str, code: str) -> None:
    (value,) = values_in(text)
    assert (value.unit, value.currency_from) == (code, "explicit")


INFERRED = [
    ("SHANGHAI, Jan. 9, 2024 -- It raised ¥640 million.", "CNY"),
    ("TOKYO – It raised ¥640 million.", "JPY"),
    ("COPENHAGEN – It lost 412 million kroner.", "DKK"),
    ("PRAGUE – It paid 890 million crowns.", "CZK"),
    ("STOCKHOLM – It paid 890 million crowns.", "SEK"),
    ("OSLO – It paid kr 890 million.", "NOK"),
    ("COLOMBO – It paid Rs. 890 million.", "LKR"),
    ("KARACHI – It paid 890 million rupees.", "PKR"),
    ("MANILA – It paid 890 million pesos.", "PHP"),
    ("BUENOS AIRES – It paid 890 million pesos.", "ARS"),
    ("CAIRO – It paid 890 million pounds.", "EGP"),
    ("NAIROBI – It paid 890 million shillings.", "KES"),
    ("DOHA – It paid 890 million riyals.", "QAR"),
    ("AMMAN – It paid 890 million dinars.", "JOD"),
    ("DAKAR – It paid 890 million CFA francs.", "XOF"),
    ("JOHANNESBURG – It pays 310 cents per share.", "ZAR"),
    ("SYDNEY – It pays 17 cents per share.", "AUD"),
    ("The Paris firm has €5 million and pays 17 cents per share.", "EUR"),
]


@pytest.mark.parametrize(("text", "code"), INFERRED)
def test_inferred(text: str, code: str) -> None:
    assert (values_in(text)[-1].unit, values_in(text)[-1].currency_from) == (code, "inferred")


SUBUNITS = [
    ("It pays 12.5 cents.", "0.125", "USD"),
    ("It pays 12.4 pence.", "0.124", "GBP"),
    ("It pays GBX 450.", "4.5", "GBP"),
    ("It pays 50 paise.", "0.5", "INR"),
    ("KUWAIT CITY – It pays 35 fils.", "0.035", "KWD"),
    ("DUBAI – It pays 35 Emirati fils.", "0.35", "AED"),
    ("It pays US5.2 cents per share.", "0.052", "USD"),
]


@pytest.mark.parametrize(("text", "value", "code"), SUBUNITS)
def test_subunits_become_units(text: str, value: str, code: str) -> None:
    (found,) = values_in(text)
    assert found.amount is not None
    assert (found.amount.value, found.unit) == (Decimal(value), code)


def test_withdrawn_money_is_meant_only_in_its_time() -> None:
    text = "PARIS – The plant cost 890 million francs."
    assert values_in(text, date(2000, 5, 1))[0].unit == "FRF"
    assert values_in(text, date(2024, 5, 1))[0].unit != "FRF"


def test_the_year_beside_a_sum_says_which_money_lived() -> None:
    assert values_in("It paid 6 million guilders in 1958.", date(2024, 5, 1))[0].unit == "NLG"


def test_of_currencies_withdrawn_the_last_is_the_likeliest() -> None:
    assert values_in("SOFIA, Bulgaria -- The plant cost 50 million leva.", None)[0].unit == "BGN"
    assert values_in("SOFIA, Bulgaria -- The plant cost 50 million leva.", date(2021, 5, 1))[0].unit == "BGN"
    assert values_in("LISBON – It paid 4 billion escudos in 1989.", date(2024, 5, 1))[0].unit == "PTE"
    assert values_in("PRAIA – It paid 4 billion escudos.", date(2024, 5, 1))[0].unit == "CVE"


def test_every_candidate_is_a_known_code() -> None:
    lexicon = currencies()
    known = {code for money in lexicon.codes.values() for code in money.codes}
    named = [money.codes for money in (*lexicon.signs.values(), *lexicon.nouns.values(), *lexicon.subunits.values())]
    unknown = {code for codes in (*named, *lexicon.adjectives.values()) for code in codes} - known
    assert unknown == set()


def test_guards_name_nouns() -> None:
    lexicon = currencies()
    assert lexicon.nouns["won"].guard == "scale"
    assert lexicon.nouns["pounds"].guard == "weight"
    assert lexicon.codes["TRY"].guard == "word"
