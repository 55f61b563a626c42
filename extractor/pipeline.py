"""The Extractor: the one file that knows the order of the stages."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from extractor.cells import CELL_RULE, CellFact
from extractor.documents import Document, Parse, Release
from extractor.errors import InputError
from extractor.facts import Diagnostic, FilerInfo, Producer, ReleaseFacts, ReleaseInfo
from extractor.keys.keying import keyed
from extractor.language import Parser, ParseRequest, parser_for
from extractor.link.assemble import assemble, in_text, leave_out
from extractor.link.cells import join_prose, link_cells
from extractor.link.confidence import believe
from extractor.link.linking import Linked, link
from extractor.link.own_years import in_days
from extractor.link.requests import parse_requests
from extractor.mentions import Figure, Mention
from extractor.normalise.conversion import convert
from extractor.normalise.dates import reading as read_dates
from extractor.normalise.quantities import read_quantity
from extractor.normalise.rate_sources import RateSources
from extractor.normalise.rates import rates_provenance
from extractor.normalise.significance import decimals
from extractor.read.given import Given, each_release, one_release
from extractor.recognise import counts, dates, measures, money, percentages
from extractor.recognise.conflicts import settle
from extractor.recognise.scan import Scan, scan
from extractor.scene.currency import CurrencyContext, currency_context
from extractor.segment import segment
from extractor.segment.characters import unbroken
from extractor.segment.languages import Languages, in_english, languages_of
from extractor.settings import Settings
from extractor.spans import Span
from extractor.tables.facts import Told, cell_facts
from extractor.tables.parts import Table, read_tables
from extractor.tables.regions import outside, spoken_for
from extractor.values import DateValue, PublishedFrom, QuantityValue, Value
from extractor.version import __version__
from extractor.words.comparators import read_comparator

__all__ = ["Extraction", "Extractor"]

#: Releases are taken together until this many code points wait to be parsed.
WINDOW = 60_000


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that the stages made of one release: what `explain` shows."""

    document: Document
    scan: Scan
    fallen: tuple[tuple[Mention, Mention], ...]
    parses: dict[int, Parse]
    published: date | None
    published_from: PublishedFrom | None
    linked: Linked
    facts: ReleaseFacts


@dataclass(slots=True)
class _Work:
    """A release between recognition and linking."""

    document: Document
    tables: list[Table]
    spoken: list[Span]
    scan: Scan
    mentions: list[Mention]
    fallen: list[tuple[Mention, Mention]]
    requests: list[ParseRequest]
    languages: Languages


class Extractor:
    """Turns releases into facts; build it once and use it for many.

    >>> from extractor import Extractor
    >>> facts = Extractor().extract("Revenue rose 5% to $1.2 million.")
    >>> [(fact.kind, fact.text, str(fact.value)) for fact in facts.facts]
    [('percent', '5%', '5'), ('money', '$1.2 million', '1200000')]
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._rates = RateSources.from_settings(self.settings)

    def extract(self, release: Given, *, published: date | None = None) -> ReleaseFacts:
        """The facts of one release: as read, as its text (a `str`), or as the path (`Path`) or bytes of its file.

        `published` overrides the release's own date. Raises what `explain` does.
        """
        return self.explain(release, published=published).facts

    def explain(self, release: Given, *, published: date | None = None) -> Extraction:
        """The facts of one release with all that led to them.

        :raises TypeError: where `release` is nothing of this, or `published` is no `datetime.date`.
        :raises InputError: where a file cannot be read, or holds no release or several, or one with too many numbers.
        """
        given = one_release(release, max_bytes=self.settings.input_limit)
        if published is not None:
            if not isinstance(published, date) or isinstance(published, datetime):
                raise TypeError(f"published is {published!r}: give a datetime.date, such as date(2024, 5, 2)")
            given = replace(given, published=published)
        return next(self._window([given]))

    def pipe(self, releases: Iterable[Given]) -> Iterator[ReleaseFacts]:
        """The facts of many releases, in order; sentences of several releases are parsed together.

        Each is given as `extract` takes it; a file may hold many. Raises TypeError and InputError as `explain` does.
        """
        window: list[Release] = []
        size = 0
        for release in each_release(releases, max_bytes=self.settings.input_limit):
            window.append(release)
            size += len(release.text)
            if size >= WINDOW:
                yield from (extraction.facts for extraction in self._window(window))
                window, size = [], 0
        yield from (extraction.facts for extraction in self._window(window))

    def _window(self, releases: Sequence[Release]) -> Iterator[Extraction]:
        works = [_recognise(release, self.settings.number_limit) for release in releases]
        requests = [request for work in works for request in work.requests]
        parses: Iterator[Parse] = iter(())
        parser: Parser | None = None
        if requests:
            parser = parser_for(self.settings)
            parses = parser.parse(requests)
        for work in works:
            own = {request.sentence: next(parses) for request in work.requests}
            # What a release's neighbours need must not show in it: the same text gives the same bytes in any batch.
            yield self._link(work, own, parser if own else None)

    def _link(self, work: _Work, parses: dict[int, Parse], parser: Parser | None) -> Extraction:
        document = work.document
        found = outside(work.spoken, counts.find(work.scan, parses, work.mentions))
        mentions, fallen = settle([*work.mentions, *found], document.text)
        date_mentions = [m for m in mentions if m.kind == "date"]
        published, published_from = read_dates.published_date(document, date_mentions)
        currencies = currency_context(document)
        figures = _figures(document, mentions, published, currencies)
        prose = _told(document, date_mentions, figures, published) if work.tables else Told()
        cells, cell_diagnostics = cell_facts(document, work.tables, currencies, prose)
        linked = link(document, _merged(document, figures, cells), parses, published=published)
        link_cells(linked.drafts, cells)
        joined = tuple(join_prose(document.text, linked.drafts))
        believe(document, linked.drafts, linked.issuer)
        told = assemble(document, linked.drafts, with_text=self.settings.with_text)
        if read_dates.has_own_years(date_mentions, document, published):
            told = list(in_days(told))
        converted, rate_diagnostics = convert(
            told,
            published=published,
            target=self.settings.currency,
            sources=self._rates,
            policy=self.settings.rate_policy,
        )
        diagnostics = (
            *_foreign(work.languages),
            *_null_date(document),
            *_undated(published, linked),
            *_guessed(document, date_mentions),
            *linked.diagnostics,
            *cell_diagnostics,
            *joined,
            *rate_diagnostics,
        )
        info = _info(document, published, published_from, work.languages.main, with_text=self.settings.with_text)
        sure = (leave_out(fact, self.settings.min_confidence) for fact in converted)
        facts = ReleaseFacts(
            producer=self._producer(parser),
            release=info,
            facts=keyed(document.release.text, info, [in_text(document, fact) for fact in sure], _sentences(document)),
            diagnostics=(*_unread(document.release.text), *(in_text(document, said) for said in diagnostics)),
        )
        return Extraction(
            document, work.scan, (*work.fallen, *fallen), parses, published, published_from, linked, facts
        )

    def _producer(self, parser: Parser | None) -> Producer:
        return Producer(
            version=__version__,
            model=parser.name if parser else None,
            model_version=parser.version if parser else None,
            rates=rates_provenance(),
        )


def _sentences(document: Document) -> list[Span]:
    """The sentences' places in the release's untouched text."""
    view = document.view
    return [Span(view.start(sentence.start), view.end(sentence.end)) for sentence in document.sentences]


def _recognise(release: Release, most: int) -> _Work:
    """Everything before the parse. Raises InputError for a release with more numbers than `most`."""
    document = segment(release)
    languages = languages_of(document)
    document = in_english(document, languages)
    scanned = scan(document, most=most + 1)
    if len(scanned.numerals) > most:
        raise InputError(
            f"{release.source or release.id}: has more than {most:,} numbers, which no press release has; "
            "split it into releases, or raise the limit (setting number_limit)"
        )
    tables = read_tables(document)
    found = [m for finder in (money, percentages, dates, measures) for m in finder.find(scanned)]
    spoken = spoken_for(tables)
    mentions, fallen = settle(outside(spoken, found), document.text)
    requests = list(parse_requests(document, mentions, scanned.numerals))
    return _Work(document, tables, spoken, scanned, mentions, fallen, requests, languages)


def _figures(
    document: Document, mentions: Sequence[Mention], published: date | None, currencies: CurrencyContext
) -> list[Figure]:
    """Mentions with their values; those outside every sentence, or without a reading, are left out."""
    dated = [m for m in mentions if m.kind == "date"]
    dates = iter(read_dates.read_all(dated, document, published))
    figures: list[Figure] = []
    at = 0
    for mention in mentions:
        value: Value = next(dates) if mention.kind == "date" else _quantity(mention, currencies, document.text)
        while at < len(document.sentences) and document.sentences[at].end <= mention.start:
            at += 1
        if at < len(document.sentences) and document.sentences[at].start <= mention.start:
            figures.append(Figure(mention, value, at))
    return figures


def _told(document: Document, dates: Sequence[Mention], figures: Sequence[Figure], published: date | None) -> Told:
    """What the prose tells the tables: its times, its sums, the calendar of the release."""
    return Told(
        dated=[figure.value for figure in figures if isinstance(figure.value, DateValue)],
        amounts=[n for f in figures if _is_sum_of_prose(document, f) for n in _numbers(f.value)],
        fiscal=read_dates.fiscal_year(dates, document, published),
        published=published,
    )


def _is_sum_of_prose(document: Document, figure: Figure) -> bool:
    return figure.mention.kind == "money" and document.sentences[figure.sentence].section != "table"


def _numbers(value: Value) -> tuple[Decimal, ...]:
    return value.amount.numbers if isinstance(value, QuantityValue) and value.amount else ()


def _merged(document: Document, figures: Sequence[Figure], cells: Sequence[CellFact]) -> list[Figure]:
    """Figures of prose and of cells in text order; a cell's figure is no date, whatever it looks like."""
    if not cells:
        return list(figures)
    starts = [sentence.start for sentence in document.sentences]
    of_cells = [
        Figure(Mention(cell.kind, cell.start, cell.end, CELL_RULE), cell.value, bisect_right(starts, cell.start) - 1)
        for cell in cells
    ]
    taken = sorted((cell.start, cell.end) for cell in cells)
    ends = [end for _, end in taken]
    free = [f for f in figures if (at := bisect_right(ends, f.start)) == len(taken) or taken[at][0] >= f.end]
    return sorted([*free, *of_cells], key=lambda figure: (figure.start, figure.end))


def _quantity(mention: Mention, currencies: CurrencyContext, text: str) -> QuantityValue:
    value = read_quantity(mention, currencies)
    comparator = value.comparator
    if comparator == "eq":
        comparator, _ = read_comparator(text, mention.start, mention.end)
    return replace(value, comparator=comparator, decimals=decimals(text[mention.start : mention.end], value.amount))


def _info(
    document: Document,
    published: date | None,
    published_from: PublishedFrom | None,
    language: str,
    *,
    with_text: bool,
) -> ReleaseInfo:
    release = document.release
    headline = document.headline.of(document.text) if document.headline else None
    return ReleaseInfo(
        id=release.id,
        source=release.source,
        published=published,
        published_from=published_from,
        place=document.place,
        wire=document.wire,
        headline=release.title or headline,
        language=language,
        characters=len(release.text),
        filer=FilerInfo(**asdict(release.filer)) if release.filer else None,
        kept={name: _scalar(value) for name, value in release.kept} if release.kept else None,
        text=release.text if with_text else None,
    )


def _foreign(languages: Languages) -> Iterator[Diagnostic]:
    """What is not read because it is not English."""
    if languages.main != "en":
        message = f"the release is written in another language ({languages.main}): only English is read, no facts"
        yield Diagnostic(severity="warning", code="language", message=message)
    for span, language in languages.others:
        message = f"a part is written in another language ({language}): only English is read, no facts from it"
        yield Diagnostic(severity="info", code="language", message=message, start=span.start, end=span.end)


def _unread(text: str) -> Iterator[Diagnostic]:
    """What is left out for want of blanks, unless it has no digit or is an address."""
    for run in unbroken(text):
        words = run.of(text)
        if "://" not in words[:16] and any(sign.isdecimal() for sign in words):
            message = f"{len(words):,} characters without a blank between them were not read"
            yield Diagnostic(severity="warning", code="unbroken", message=message, start=run.start, end=run.end)


def _scalar(value: object) -> str | bool | int | Decimal | None:
    """A value of a record as the output has it: numbers exact, anything else that is no scalar as its words."""
    if value is None or isinstance(value, str | bool | int):
        return value
    number = Decimal(str(value)) if isinstance(value, float | Decimal) else None
    return number if number is not None and number.is_finite() else str(value)


def _guessed(document: Document, dates: Sequence[Mention]) -> Iterator[Diagnostic]:
    for mention in read_dates.guessed_order(dates):
        words = document.text[mention.start : mention.end]
        yield Diagnostic(
            severity="warning",
            code="date-order-guessed",
            message=f"{words!r} was read with the month first: nothing in the release says which order it uses",
            start=mention.start,
            end=mention.end,
        )


def _null_date(document: Document) -> Iterator[Diagnostic]:
    given = document.release.published
    if given is not None and read_dates.is_null_date(given):
        yield Diagnostic(
            severity="warning",
            code="null-publication-date",
            message=f"{given.isoformat()} was given as date of publication and is none: it was left aside",
        )


def _undated(published: date | None, linked: Linked) -> Iterator[Diagnostic]:
    dates = [d for d in linked.drafts if d.kind == "date" and isinstance(d.figure.value, DateValue)]
    if published is None and dates:
        yield Diagnostic(
            severity="warning",
            code="no-publication-date",
            message="no date of publication in the release: times that depend on it have no value; give --published",
        )
