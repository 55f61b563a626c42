"""Who is meant: a subject's words (a name, a pronoun, `the Company`) resolved to the full name as first given."""

from collections.abc import Callable

import regex

from extractor.documents import Token
from extractor.link.lines import NOUNS, Line
from extractor.link.names import in_listing, is_heading
from extractor.link.nouns import core_phrase, is_name
from extractor.link.rule import LinkRule
from extractor.link.subjects.topics import DESCRIBED, Referent, Topics
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.places import place_words

__all__ = ["RULES", "possessor", "referent"]

_OF_NAME = regex.compile(r"\sof\s(?:the\s)?(?=\p{Lu})")


def referent(line: Line, token: Token, topics: Topics) -> Referent | None:
    """Who a subject's head word stands for, None where it names no one or is a measure."""
    for rule in () if _measures(line, token) else RULES:
        found = rule.apply(line, token, topics)
        if found is not None:
            return Referent(found, rule.name, Span(token.start, token.end))
    return None


ReferenceRule = LinkRule[Callable[[Line, Token, Topics], Span | None]]


def _measures(line: Line, token: Token) -> bool:
    return token.text.lower() not in name_lexicon().owners and any(
        d.metric is not None and d.metric.start <= token.start < d.metric.end for d in line.quantities
    )


def possessor(line: Line, token: Token, topics: Topics) -> Referent | None:
    """`Switzerland's GDP`, `the park's output`, `its margin`: who has it; nobody by "shareholders' equity"."""
    for child in line.children(token, "poss"):
        if child.tag in {"NNS", "NNPS"} and child.text.lower() in metric_lexicon().agents:
            continue
        found = referent(line, child, topics)
        if found is not None:
            return found
    return None


def _first_person(line: Line, token: Token, topics: Topics) -> Span | None:
    word, lexicon = token.text.lower(), name_lexicon()
    if word not in lexicon.first_person | lexicon.speaking:
        return None
    speaker = topics.speakers.of(token.start)
    return speaker or (topics.issuer.name if word in lexicon.first_person else None)


def _pronoun(line: Line, token: Token, topics: Topics) -> Span | None:
    word, doer = token.text.lower(), topics.doer
    if word not in name_lexicon().pronouns or (word in name_lexicon().plural and _of_several(line, token)):
        return None
    personal = word in name_lexicon().personal
    here = doer is not None and line.start <= doer.words.start < line.end
    # "As part of his plea, Marlow agreed"; "Marlow was tried by …, who ordered him"; "Marlow said it had paid"
    fits = doer is not None and (personal or topics.entities.kind(doer.name) != "person")
    fits = fits and not (doer is not None and _is_done_to(line, doer, token))
    if doer is not None and here and fits and doer.words.start != token.start and not _is_bare(line, doer):
        return doer.name
    opener = topics.entities.opening(line.sentence) if personal else None
    if opener is not None and topics.entities.kind(opener) in {"person", "name"}:
        return opener
    if personal and topics.last is not None and topics.entities.kind(topics.last) not in {"person", "name"}:
        return topics.person
    return (topics.person if personal else topics.thing) or topics.last


def _is_done_to(line: Line, doer: Referent, pronoun: Token) -> bool:
    """`it` of "Norway awarded it a contract": the doer of a verb is not whom the same verb does something to."""
    head = line.token_before(doer.words.end)
    return head is not None and pronoun.dep in {"dobj", "dative"} and pronoun.head == head.head


def _is_bare(line: Line, doer: Referent) -> bool:
    """Whether a doer is called by a plain noun alone: `the programme replaces its plan` may mean another's plan."""
    return doer.rule == "subject.described-role" and doer.name.of(line.text).islower()


def _of_several(line: Line, token: Token) -> bool:
    """Whether a noun in the plural stands before `they` in its sentence: no name is meant."""
    return any(t.tag == "NNS" and t.index not in line.figure_at for t in line.tokens[: token.index])


def _led_by(line: Line, token: Token) -> str:
    """The word right before another, in lower case; empty where it opens the line."""
    before = line.token_at(token.index - 1)
    return before.text.lower() if before is not None else ""


def _named_behind(line: Line, match: regex.Match[str] | None, topics: Topics) -> Span | None:
    """Who is named right behind some words of the line."""
    name = topics.names.at(match.end(), line.end) if match is not None else None
    return topics.names.of(name) if name is not None else None


def _is_proper(line: Line, token: Token) -> bool:
    """Whether a word is a name and not a role with a capital ("the Company", but "the Government of Norway")."""
    if any(
        span.start <= token.start < span.end and token.end - token.start < span.end - span.start for span in line.names
    ):
        return is_name(line, token)
    return is_name(line, token) and not (
        _led_by(line, token) == "the" and token.text.lower() in metric_lexicon().agents
    )


def _name(line: Line, token: Token, topics: Topics) -> Span | None:
    if not _is_proper(line, token):
        return None
    for name in topics.names.between(line.start, line.end):
        if name.span.start <= token.start < name.span.end:
            if name.text.lower() in name_lexicon().boards:  # "the Board of Directors declared"
                return _governed(line, token, topics)
            return topics.names.of(name)
    return None


def _proper_noun(line: Line, token: Token, topics: Topics) -> Span | None:
    if not _is_proper(line, token) or token.text.lower() in name_lexicon().measures:
        return None
    first = token.index
    while first > 0 and is_name(line, line.tokens[first - 1]) and first - 1 not in line.figure_at:
        if line.tokens[first - 1].text in {"The", "A", "An"}:
            break
        first -= 1
    span = Span(line.tokens[first].start, token.end)
    if in_listing(line.text, span) or is_heading(span.of(line.text)) or any(span.overlaps(d) for d in line.dates):
        return None
    return topics.names.full(span.of(line.text)) or span


def _is_common(line: Line, token: Token) -> bool:
    """Whether a word is a plain noun that may own a figure."""
    owning = token.tag in NOUNS - {"NNPS"} and token.text.lower() not in name_lexicon().no_subjects
    return owning and token.index not in line.figure_at and not _is_proper(line, token)


_IN_NAME = regex.compile(r"\s(?:of|in|for|at)\s(?:the\s)?(?=\p{Lu})")


def _place_of_noun(line: Line, token: Token, topics: Topics) -> Span | None:
    if not _is_common(line, token) or _is_role(line, token):
        return None
    match = _IN_NAME.match(line.text, token.end, line.end)
    name = topics.names.at(match.end(), line.end) if match else None
    if name is None or any(name.span.overlaps(d) for d in line.dates):
        return None
    return topics.names.of(name)


def _is_role(line: Line, token: Token) -> bool:
    """Whether a plain noun names a doer: `the Company`, `the park`, `the ministry`."""
    word = token.text.lower()
    doer = (word in metric_lexicon().agents or word in name_lexicon().owners) and word not in name_lexicon().pronouns
    return doer and _is_common(line, token)


def _described(line: Line, token: Token, topics: Topics) -> Span | None:
    """The role's own phrase."""
    if not _is_role(line, token):
        return None
    span = _role_phrase(line, token, topics)
    if (span.start, span.end) == (token.start, token.end):
        return None
    if _calls_company(line, token, span):
        return None
    if line.words(span).split()[0] in _NOBODY:
        return None
    if token.text.lower() in name_lexicon().governing:  # "Hadley's board of directors has declared"
        return _governed(line, token, topics)
    country = _country_of(line, token, topics)
    if country is not None:
        return country
    owner = possessor(line, token, topics) if token.tag == "NNS" else None
    if owner is not None:  # "Hadley's projects"
        return owner.name
    named_before = _named_before(line, token, span, topics)
    if named_before is not None:
        return named_before
    named = any(c.isupper() for c in span.of(line.text))
    return span if named or line.lowered[max(span.start - 4, 0) : span.start] != "the " else None


def _country_of(line: Line, token: Token, topics: Topics) -> Span | None:
    """Norway, where the release names it, for `Norwegian authorities`, who report what is counted there."""
    adjective = line.token_at(token.index - 1)
    if adjective is None or topics.issuer.of_itself or token.text.lower() not in name_lexicon().authorities:
        return None
    words = place_words()
    country = words.words.get(adjective.text) if adjective.text in words.adjectives else None
    if country is None:
        return None
    named = (n for n in topics.names.all if n.text in words.countries and words.words.get(n.text) == country)
    return next((topics.names.of(name) for name in named), None)


def _named_before(line: Line, token: Token, phrase: Span, topics: Topics) -> Span | None:
    """`Orvel` of "the Orvel programme": a name that its noun only calls what it is, where it stands alone elsewhere."""
    if token.text.lower() not in entity_lexicon().calling or line.text[token.start - 1] != " ":
        return None
    name = topics.names.at(phrase.start, token.start - 1)
    if name is None or name.span.end != token.start - 1:
        return None
    full = topics.names.of(name)
    return full if topics.entities.kind(full) not in _NOT_CALLED else None


#: "other companies", "many banks": nobody in particular.
_NOBODY = frozenset({"other", "some", "many", "most", "several", "such", "various", "certain", "more"})


def _governed(line: Line, token: Token, topics: Topics) -> Span | None:
    """Whose board or management it is: the name that has it, else the issuer."""
    owner = possessor(line, token, topics)
    if owner is not None:
        return owner.name
    named = _named_behind(line, _OF_NAME.search(line.text, token.end, min(line.end, token.end + 24)), topics)
    if named is not None:
        return named
    issuer = topics.issuer
    decides = issuer.of_itself or (issuer.name is not None and topics.entities.kind(issuer.name) == "body")
    return issuer.name if decides else None


def _role_phrase(line: Line, token: Token, topics: Topics) -> Span:
    """A noun phrase with the name that an `of` behind it brings: `industrial park of Laibin City`."""
    span = core_phrase(line, token)
    owner = next((c for c in line.children(token, "poss") if is_name(line, c)), None)
    if owner is not None:
        return Span(core_phrase(line, owner).start, span.end)
    match = _OF_NAME.match(line.text, token.end, line.end)
    name = topics.names.at(match.end(), line.end) if match else None
    return Span(span.start, name.span.end) if name is not None else span


def _as_first_given(line: Line, token: Token, topics: Topics) -> Span | None:
    word = token.text.lower()
    if not _is_role(line, token):
        return None
    if word in topics.by_head:
        return topics.by_head[word]
    if topics.last is not None and word in line.words(topics.last).split():
        return topics.last
    if _led_by(line, token) != "the" or word in name_lexicon().company_roles:
        return None
    if word in name_lexicon().governing:  # "the board raised the rate"
        return _governed(line, token, topics)
    return topics.names.ending_in(token.text, line.start) or topics.entities.headed(word, line.start)


def _by_head(line: Line, token: Token, topics: Topics) -> Span | None:
    """`the summit`, `this project`: what was named last with that noun as its head."""
    word = token.text.lower()
    if token.tag != "NN" or not _is_common(line, token) or _led_by(line, token) not in _DEFINITE:
        return None
    return topics.entities.headed(word, line.start) if word not in metric_lexicon().agents else None


_DEFINITE = frozenset({"the", "this", "that"})


def _of_section(line: Line, token: Token, topics: Topics) -> Span | None:
    """`the segment`, in a section or an entry that names one."""
    before, word = line.token_at(token.index - 1), token.text.lower()
    if token.tag != "NN" or before is None or before.text.lower() not in _DEFINITE:
        return None
    if word in entity_lexicon().nouns["unit"]:
        return topics.section
    if word not in entity_lexicon().calling:
        return None
    called = topics.section
    return called if called is not None and topics.entities.kind(called) not in _NOT_CALLED else None


#: Sorts of things that no `programme`, `platform` or `service` is.
_NOT_CALLED = frozenset({"place", "person", "unit", "nobody"})


def _by_kind(line: Line, token: Token, topics: Topics) -> Span | None:
    """`the continent`, `this drug`: what was named lately and is of the sort that the noun calls it."""
    if token.tag != "NN" or _led_by(line, token) not in _DEFINITE or token.index in line.figure_at:
        return None
    return topics.entities.called(token.text.lower(), line.start)


#: What says where a company is from: `Oslo-based`, `Riga-listed`; beside it, adjectives and names of places.
_FROM = regex.compile(r"[\p{L}.’'-]+-(?:based|headquartered|listed)")


def _calls_company(line: Line, token: Token, phrase: Span) -> bool:
    """Whether a definite phrase calls a company what it is and names nobody: `the Oslo-based online retailer`."""
    word = token.text.lower()
    if token.tag != "NN" or word not in name_lexicon().company_roles | entity_lexicon().nouns["company"]:
        return False
    if line.lowered[max(phrase.start - 4, 0) : phrase.start] != "the ":
        return False
    return all(
        part.islower() or _FROM.fullmatch(part) or part in place_words().adjectives
        for part in phrase.of(line.text).split()
    )


def _company(line: Line, token: Token, topics: Topics) -> Span | None:
    role = _is_role(line, token) and token.text.lower() in name_lexicon().company_roles
    role = role or (_is_common(line, token) and _calls_company(line, token, core_phrase(line, token)))
    issuer = topics.issuer
    if not role or issuer.name is None:
        return None
    if not issuer.of_itself or line.sentence.section == "boilerplate":
        return topics.last or issuer.name
    capital = token.text[:1].isupper() and token.start > line.start  # "the Company" is a defined term
    spoken_of = () if capital else (topics.thing, topics.last)
    return next((s for s in spoken_of if s is not None and topics.entities.kind(s) == "company"), issuer.name)


_ROLE_RULES: tuple[ReferenceRule, ...] = (
    LinkRule(
        "subject.of-section",
        "`the segment`, `the division`: the one that the section or the entry is about.",
        _of_section,
        (
            "• Hadley Shoe Company (retail) – Net sales of $5 million. The division opened ⟦9 shops⟧."
            " → Hadley Shoe Company",
            "2. Hadley Link — The platform has ⟦9 users⟧. → Hadley Link",
        ),
        (
            "Marlow Foods Inc. and Hadley Shoe Company make jam. The division opened ⟦9 shops⟧. → division",
            "Marlow Foods Inc. and Hadley Shoe Company make jam. The platform has ⟦9 users⟧. → platform",
        ),
    ),
    LinkRule(
        DESCRIBED,
        "A role's noun phrase that says who: with a name in it, or without `the`.",
        _described,
        (
            "The industrial park of Laibin City produced ⟦$5 million⟧ of steel. → industrial park of Laibin City",
            "Storms hit Norway. Norwegian authorities have reported ⟦53 outbreaks⟧. → Norway",
        ),
    ),
    LinkRule(
        "subject.as-first-given",
        "A bare role: the phrase of that head as first given, or the name last talked about that has the word in it,"
        " else the last name before it that ends in the word.",
        _as_first_given,
        (
            "The industrial park of Laibin City has 3 halls. The park produced ⟦$5 million⟧ of steel."
            " → industrial park of Laibin City",
            "Norway opened a port in Hainan Province. In May the province produced ⟦$5 million⟧ of steel."
            " → Hainan Province",
        ),
    ),
    LinkRule(
        "subject.named-by-kind",
        "A definite noun alone: what was named lately and is of that sort, `the country` for Norway.",
        _by_kind,
        (
            "Norway makes jam. In May the country paid ⟦$5 million⟧. → Norway",
            "Marlow Foods Inc. sells Orvel® to all. Last year the drug reached ⟦300 patients⟧. → Orvel®",
        ),
        ("They live in Oslo. In May the country paid ⟦$5 million⟧.",),
    ),
    LinkRule(
        "subject.company-role",
        "`the Company`, `the Group`, `the Bank`: who is talked about, else the issuer.",
        _company,
        (
            "Marlow Foods Inc. makes jam. The Company earned ⟦$5 million⟧. → Marlow Foods Inc.",
            "Marlow Foods Inc. makes jam. The Oslo-based food retailer paid ⟦$5 million⟧ in taxes. → Marlow Foods Inc.",
            "Marlow Foods Inc. makes jam. The Norwegian retailer paid ⟦$5 million⟧ in taxes. → Marlow Foods Inc.",
        ),
        (
            "Marlow Foods Inc. makes jam. An Oslo-based retailer paid ⟦$5 million⟧ in taxes.",
            "Marlow Foods Inc. makes jam. The Hadley Shoe retailer paid ⟦$5 million⟧ in taxes.",
        ),
    ),
)
RULES: tuple[ReferenceRule, ...] = (
    LinkRule(
        "subject.first-person",
        "`we`, `our`: the issuer; in a quotation (`I` as well): the organisation that the speaker is said to be of.",
        _first_person,
        (
            "Marlow Foods Inc. makes jam. In May we earned ⟦$5 million⟧. → Marlow Foods Inc.",
            'Marlow Foods Inc. makes jam.\n\nMara Lind, sales director at Hadley Shoe Company, said: "In May we sold'
            ' ⟦90 shoes⟧." → Hadley Shoe Company',
            'Marlow Foods Inc. makes jam.\n\n"It is good jam," said Mara Lind, founder of Orvel Foods. "In May I'
            ' ordered ⟦90 jars⟧." → Orvel Foods',
            'Marlow Foods Inc. makes jam.\n\n"In May we earned ⟦$5 million⟧," said Mara Lind, founder of Marlow Foods.'
            " → Marlow Foods Inc.",
        ),
    ),
    LinkRule(
        "subject.pronoun",
        "`it`, `its`, `they`, `he`: who was talked about last.",
        _pronoun,
        ("Marlow Foods Inc. makes jam. In May it earned ⟦$5 million⟧. → Marlow Foods Inc.",),
    ),
    LinkRule(
        "subject.name",
        "A name, or the full name that a short form, surname or abbreviation stands for.",
        _name,
        ("Marlow Foods Inc. makes jam. Last spring Marlow earned ⟦$5 million⟧. → Marlow Foods Inc.",),
    ),
    LinkRule(
        "subject.proper-noun",
        "A capitalised noun by its tag.",
        _proper_noun,
        ("Marlow paid ⟦$5 million⟧. → Marlow",),
    ),
    LinkRule(
        "subject.named-by-head",
        "A definite noun alone: what was last named with that noun, `the summit` for Hadley Summit 2024.",
        _by_head,
        ("The Hadley Shoe Summit was held in Oslo. The summit hosted ⟦300 speakers⟧. → Hadley Shoe Summit",),
        ("The Hadley Shoe Summit was held in Oslo. A summit hosted ⟦300 speakers⟧.",),
    ),
    LinkRule(
        "subject.place-of-noun",
        "A plain noun that is no doer: the name behind it that says where or whose it is.",
        _place_of_noun,
        ("Efforts in Norway helped ⟦300 families⟧. → Norway",),
    ),
    *_ROLE_RULES,
)
