"""The language of a release, and the parts of it that are in another one."""

import pytest

from extractor.pipeline import Extractor
from extractor.read.plain import release_of
from extractor.segment import languages, segment
from extractor.segment.languages import in_english, languages_of
from tests.fuzz.texts import broken

ENGLISH = (
    "Muster Werke AG today reported sales of 4.5 million euros for the third quarter, 12 percent more than a year "
    "earlier. It opened 14 shops."
)
GERMAN = (
    "Die Muster Werke AG hat im dritten Quartal einen Umsatz von 4,5 Millionen Euro erzielt und damit 12 Prozent mehr "
    "als im Vorjahr. Das Ergebnis stieg auf 1,2 Millionen Euro."
)
OTHERS = [
    ("de", GERMAN),
    ("de", f"Umsatz steigt\n\n{GERMAN}\n\nAusblick\n\n{GERMAN}"),
    (
        "fr",
        "Le groupe a réalisé au premier trimestre un chiffre d'affaires de 4,5 millions d'euros, soit 12 %.",
    ),
    (
        "es",
        "El grupo obtuvo un beneficio neto de 4.500 millones de euros en el primer trimestre, un 12% más.",
    ),
    ("da", "Omsætningen steg med 12 procent til 4,5 millioner kroner, og selskabet har nu 350 ansatte i hele verden."),
    ("ja", "株式会社は2024年第3四半期の売上高が45億円になったと発表しました。前年同期比12%増です。"),
    ("ru", "Выручка компании выросла на 12% до 4,5 млрд рублей в третьем квартале."),
]
STAY_ENGLISH = [
    ENGLISH,
    "",
    "Revenue rose 5%.",
    "Net sales $5 million, gross margin 39%, operating income $2 million, net income $1 million, cash $4 million",
    "Halden Tidewater ASA, Oslo; Brackwater AG, München; Société Générale, Paris; Crédit Lyonnais, Lyon; Ørsted A/S",
    "https://beispiel.example/nachrichten/umsatz-steigt-im-dritten-quartal-um-zwoelf-prozent-auf-rekord 12%",
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_a_release_in_another_language_has_no_facts(extractor: Extractor, language: str, text: str) -> None:
    found = extractor.extract(text)
    assert (found.release.language, found.facts) == (language, ())
    assert [d.message for d in found.diagnostics if d.code == "language" and f"({language})" in d.message]


@pytest.mark.parametrize("text", STAY_ENGLISH)
def test_english_and_what_tells_nothing_are_english(text: str) -> None:
    assert languages_of(segment(release_of(text))).main == "en"
    assert languages_of(segment(release_of(text))).others == ()


def test_english_titles_ask_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_detector", lambda: pytest.fail("the detector was loaded"))
    title = "Norvik Markets clinches two award titles at international business magazine awards event"
    assert languages_of(segment(release_of(title))).main == "en"


@pytest.mark.parametrize("order", [(ENGLISH, GERMAN), (GERMAN, ENGLISH), (GERMAN, "Ausblick", GERMAN, ENGLISH)])
def test_mixed_texts_keep_their_english_part(extractor: Extractor, order: tuple[str, ...]) -> None:
    text = "\n\n".join(order)
    found = extractor.extract(text)
    assert found.release.language == "en"
    at = text.index(ENGLISH)
    assert {f.text for f in found.facts} >= {"4.5 million euros", "12 percent", "14 shops"}
    assert all(at <= f.start < at + len(ENGLISH) for f in found.facts)
    assert broken(text, found) == []
    parts = [text[d.start : d.end] for d in found.diagnostics if d.code == "language"]
    assert parts == ["\n\n".join(part for part in order if part != ENGLISH)]


def test_sentences_are_numbered_anew() -> None:
    document = segment(release_of(f"{GERMAN}\n\n{ENGLISH}"))
    kept = in_english(document, languages_of(document))
    assert [s.index for s in kept.sentences] == [0, 1]
