"""The facts of a release with their standard names and keys."""

from collections.abc import Sequence

from extractor.facts import DateFact, Fact, ReleaseInfo
from extractor.keys.guidance import guidance_of
from extractor.keys.identity import fact_key
from extractor.keys.measures import context_of, keyed_metric
from extractor.keys.standards import standard_of
from extractor.keys.subjects import identifiers_of, keyed_subject
from extractor.spans import Span

__all__ = ["keyed"]


def keyed(text: str, release: ReleaseInfo, facts: Sequence[Fact], sentences: Sequence[Span]) -> tuple[Fact, ...]:
    """The facts with `key`, the keys of their metrics and subjects, and what is done with guidance.

    `text` is the release's, for what it states, and `sentences` are its own, by number.
    """
    quantities = [fact for fact in facts if not isinstance(fact, DateFact)]
    year = release.published.year if release.published else None
    context = context_of(quantities, standard_of(text), year, text=text)
    names = [fact.subject.text for fact in quantities if fact.subject]
    identifiers = identifiers_of(text, names, release.filer)
    out: list[Fact] = []
    for fact in facts:
        update: dict[str, object] = {"key": fact_key(release.id, fact)}
        if not isinstance(fact, DateFact):
            if fact.metric:
                update["metric"] = keyed_metric(fact, context)
            if fact.subject:
                update["subject"] = keyed_subject(fact.subject, identifiers)
        out.append(fact.model_copy(update=update))
    guided = guidance_of(text, sentences, out, release.published)
    return tuple(fact.model_copy(update={"guidance": guided[fact.id]}) if fact.id in guided else fact for fact in out)
