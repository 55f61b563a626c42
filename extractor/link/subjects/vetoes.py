"""Who cannot own a figure, however near they stand: a person has no revenue, nor has a thing of another sentence."""

from collections.abc import Sequence

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.names import up_to_head
from extractor.link.subjects.offices import is_told, names_illness, only_counts
from extractor.link.subjects.sources import only_gathers
from extractor.link.subjects.topics import Topics
from extractor.spans import Span
from extractor.words.beside import words_before
from extractor.words.entities import entity_lexicon
from extractor.words.metrics import is_policy_rate, metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words
from extractor.words.times import times

__all__ = ["cannot_own"]

#: A measure is named by so many last words: `net loss per share`.
_LAST_WORDS = 3


#: Sorts of names that have accounts, or may have them; `capital`s and plain nouns have none.
_ACCOUNTABLE = frozenset({"company", "body", "place", "unit", "fund", "group", "product", "programme", "name"})


def cannot_own(line: Line, draft: Draft, found: Span, topics: Topics) -> bool:
    """Whether what was found cannot own a figure: accounts are no person's, but for one who gives out the release."""
    if only_counts(line, draft, found, topics) or (draft.kind == "count" and is_told(line, found, topics)):
        return True
    metric = draft.metric
    if (metric is not None and _is_measure_itself(line, metric, found)) or _gathers_here(line, found, topics):
        return True
    if metric is not None and is_policy_rate(metric.of(line.text)) and not _may_set_rates(line, found, topics):
        return True
    if found == topics.issuer.name:
        return False
    measured = (
        metric is not None
        and draft.kind in {"money", "percent"}
        and (found.end == metric.end or (found.start <= metric.start and metric.end <= found.end))
    )
    if measured and not topics.entities.knows(found):
        return True  # "Rent was $2 million", "Rent decline of 2%": it has no owner there
    if metric is not None and _is_part_of(line, metric, found):
        return True
    words = singular_words(metric.of(line.text)) if metric is not None else []
    if _is_where_a_part_is(line, draft, found, topics):
        return True
    if topics.entities.kind(found) == "person":
        return bool(name_lexicon().accounts.intersection(words))
    return _is_account(draft, words) and not line.start <= found.start < line.end and _is_thing(found, topics)


def _may_set_rates(line: Line, found: Span, topics: Topics) -> bool:
    """Whether someone may decide on a rate: a body, or who is called a bank, a board or the like; no country."""
    if topics.entities.knows(found) and (kind := topics.entities.kind(found)) != "name":
        return kind in {"body", "company"}
    head = up_to_head(found.of(line.text))  # "Monetary Board of Osel"
    return not metric_lexicon().agents.isdisjoint(singular_words(head)[-1:])


def _gathers_here(line: Line, found: Span, topics: Topics) -> bool:
    """Whether a line names someone only as who gathers figures (`counted by the Office`), or in an illness's name."""
    names = [n for n in topics.names.between(line.start, line.end) if topics.names.of(n) == found]
    return bool(names) and all(only_gathers(line, n.span) or names_illness(line, n.span) for n in names)


_INCLUDING = words_before(r"\bincluding {hedge}?")
#: Sorts of names that have offices, plants and people in places.
_ORGANISATIONS = frozenset({"company", "body", "group", "unit"})


def _is_where_a_part_is(line: Line, draft: Draft, found: Span, topics: Topics) -> bool:
    """Whether a place only says where one part is of what an organisation has: `50 offices, including 13 in Norway`.

    Of a tally, `13 in Norway and 9 in Iceland`, each place has its own part, and of what is told of a part by itself.
    """
    included = draft.kind == "count" and _INCLUDING.match(line.text, line.start, draft.start) is not None
    whole = draft.related_to("part_of") if included else None
    owner = whole.subject if whole is not None else None
    if whole is None or owner is None or owner == found or topics.entities.kind(found) not in {"place", "name"}:
        return False
    parts = sum(other.related_to("part_of") is whole for other in line.quantities)
    tallied = {draft.quantity.unit, whole.quantity.unit} & times().tallied.words
    return parts == 1 and not tallied and topics.entities.kind(owner) in _ORGANISATIONS


#: A name that an `of` or the like hangs on a measure stands at its end and is no part of its name.
_HUNG_ON = regex.compile(r"(?r)\b(?:of|in|for|at|from|by)\s(?:the\s)?")


def _is_part_of(line: Line, metric: Span, found: Span) -> bool:
    """Whether what was found is cut out of a measure's own name: `Index` or `Import Price` of "Import Price Index"."""
    if not metric.start <= found.start < found.end <= metric.end:
        return False
    words = metric.of(line.text)
    ends = found.end == metric.end and found.start > metric.start
    if ends:
        return _HUNG_ON.match(line.text, metric.start, found.start) is None
    named = words.rsplit(maxsplit=1)[-1]
    return named[:1].isupper() and not entity_lexicon().heads["index"].isdisjoint(singular_words(named))


def _is_measure_itself(line: Line, metric: Span, found: Span) -> bool:
    """Whether a name is the measure's own, or begins with it: `Price Index in May` of "price index"."""
    words, name = metric.of(line.text).lower(), found.of(line.text).lower()
    if name == "".join(word[0] for word in words.split()) and found.of(line.text).isupper() and len(name) > 1:
        return True  # `OCR` of "Official Cash Rate"
    indices = entity_lexicon().heads["index"]
    return words.rsplit(maxsplit=1)[-1] in indices and (name == words or name.startswith(f"{words} "))


def _is_account(draft: Draft, words: Sequence[str]) -> bool:
    """Whether a figure is of an account that only organisations keep: cash and profit, no cost and no price."""
    if draft.kind not in {"money", "percent"}:
        return False
    lexicon = name_lexicon()
    return bool((lexicon.accounts | lexicon.statements).intersection(words[-_LAST_WORDS:]))


def _is_thing(found: Span, topics: Topics) -> bool:
    """Whether what was found is called by a plain noun, or is of a sort that keeps no accounts."""
    if topics.entities.knows(found):
        return topics.entities.kind(found) not in _ACCOUNTABLE
    words = found.of(topics.document.text)
    return words[-1:].islower() and not metric_lexicon().agents.intersection(singular_words(words)[-1:])
