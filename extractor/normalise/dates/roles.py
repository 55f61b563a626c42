"""What a date is in its release: when it was published, a period of figures, the time of an event, a deadline."""

import regex

from extractor import date_readings as kinds
from extractor.mentions import Mention
from extractor.normalise.dates.dateline import OPENING, in_dateline
from extractor.normalise.dates.scene import Scene
from extractor.normalise.dates.when import When
from extractor.values import Role
from extractor.words.times import times

__all__ = ["role_of"]

_ARTICLES = r"(?:(?:the|its|our|about|approximately|or before|or around) )*"
_BY = (
    r"by|no later than|not later than|until|till|before|due(?: on| by)?|expires?(?: on)?"
    r"|deadline[^.;,]{0,30}?(?: is| of| for|:)"
    r"|(?:entry|entries|registration|applications?|submissions?|tenders?|bids?|bidding|enrolment|enrollment|voting|nominations?|window"
    r"|offer|period)"
    r" [^.;,]{0,30}?(?:closes?|ends?)(?: on)?"
)
_TIME = r"(?:(?:at )?(?:noon|midnight|\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|hours)?(?: \(?[a-z]{2,4}\)?)?),? (?:on )?)?"
#: "a decision anticipated before year-end", "his contract was extended until 2030": something happens then.
_NO_DEADLINE = regex.compile(
    r"(?r)(?<!\w)(?:(?:anticipated|expected|likely) before|extended(?: [^.;,]{0,40})? until) (?:(?:the|its) )*"
)
_DEADLINE = regex.compile(rf"(?r)(?<!\w)(?:{_BY}) {_TIME}{_ARTICLES}(?:[a-z]+day,? )?")
_AT_DATE = regex.compile(
    r"(?r)(?<!\w)(?:(?:as (?:of|at)|at|ended|ending|compared (?:with|to)|than(?: on)?|versus|year on|quarter on) "
    r"|as of \d\d?[:.]\d\d ?(?:hours?|[ap]\.?m\.?)?(?: \(?[a-z]{2,4}\)?)?,? (?:on )?|\(to )"
    r"(?:the )?(?:[a-z]+day,? )?"
)
#: "(31 March 2025: 204.9p)"
_VALUED = regex.compile(r": ?[$€£¥₹]?\d")
#: "2023Q04 14,870 dwellings"
_LABELS = regex.compile(r":? [$€£¥₹]?\d")
_FROM = regex.compile(r"(?r)(?<!\w)(?:from|since) (?:the )?")
#: The period is what was closed or begun: "closed the fourth quarter with".
_CLOSED = regex.compile(r"(?r)(?<!\w)(?:closed|ended|finished|began|started|entered|opened) (?:the |its |our )?")
#: "will be vesting in 2027", "was bombed in 1941": an event in so many words, no figure of that year.
_HAPPENING = regex.compile(
    r"(?r)(?<!\w)(?:(?:will|would|to) be [a-z]+ing(?: and [a-z]+ing)?|(?:was|were|been) "
    r"(?:sold|bought|acquired|built|let|invented|discovered|introduced|finali[sz]ed|demolished|renamed"
    r"|founded|taken|given|born|made|set)(?: [^.;]{0,60})?) (?:in|on) (?:the |early |late |mid-)*"
    r"|(?:became|becomes|become|went|goes) (?:[a-z]+ ){1,3}in (?:the |early |late |mid-)*"
    r"|(?:projected|planned|scheduled|slated|targeted) (?:for|in) (?:the |early |late |mid-)*"
)
_DONE = regex.compile(r"(?<!\w)(?:[a-z]{2,}ed|took|became|began|left|went|met|wrote)(?!\w)")
_NUMBER = regex.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})*(?![\w/-])")
#: "cash on hand on March 31": what is held is told of the day.
_HELD = regex.compile(
    r"(?r)(?<!\w)(?:cash|debt|backlog|assets|balances?|equity|borrowings|liquidity|reserves|holdings)"
    r"(?: [a-z]+){0,4} on "
)
#: "the value was CHF 5.8 billion on 31 December": so is what a figure was.
_WAS_ON = regex.compile(
    r"(?r)(?<!\w)(?:was|were|is|stood at|stands at|totall?ed|amounted to) (?:[a-z]+ ){0,2}[a-z]{0,3}[$€£¥]? ?\d[\d.,]*"
    r"(?: ?%| [a-z]+){0,3}(?: \([a-z]+\))? on "
)
#: "during the period of 5 to 19 April".
_PERIOD_OF = regex.compile(r"(?r)(?<!\w)(?:period|time)(?: of time)?(?: of| from| between|:)? ")
#: A time of more days is no single happening.
_HAPPENING_DAYS = 28
_CHANGED = regex.compile(
    r"(?<!\w)(?:up|down|net|(?:in|de)crease[sd]?|changes?|rose|fell|grew|higher|lower) [^.;]{0,60}\d"
)
_BETWEEN = regex.compile(r"(?r)(?<!\w)between ")
_RATHER = regex.compile(r"(?:,)? (?:rather than|instead of) (?:in )?")
_BALANCE = regex.compile(r" (?:balance|cash|backlog|closing)(?!\w)")
_IN = regex.compile(r"(?r)(?<!\w)(?:in|since|during|by) (?:the |its )?")
_OVER = regex.compile(
    r"(?r)(?<!\w)(?:over|in|for|during|of|within) (?:the |a )?(?:about |nearly |almost |more than |at least |some )?"
)
_INCLUDED = regex.compile(r"(?<!\w)(?:included|results|sales|revenues?|figures|data|reported)(?!\w)")
#: "the March charity event".
_GATHERING = regex.compile(r"(?: [a-z]+)? events?(?!\w)")
_EFFECTIVE = frozenset({"effective", "scheduled", "payable", "held", "record"})
_DAYS = (kinds.Day, kinds.Digits)
_MONTHLY = (kinds.Month, kinds.Range, kinds.Nth)
_FIGURE = regex.compile(
    r"\d[\d.,]* ?(?:%|million|billion|crore)|percent|per cent|[$€£¥₹]|(?<![\w-])\d{1,3}(?:,\d{3})+(?!\d)|"
    r"(?<![\w-])\d+ (?!\d)[a-z]+s(?!\w)|(?<![\w-])\d{1,3} (?:lakh|people|staff|at|from|in|on|of)(?!\w)"
    r"|(?<!\w)(?:by half|doubled|tripled|halved|an? (?:third|fifth|tenth))(?!\w)"
)
_WORD = regex.compile(r"[a-z]+")


def role_of(scene: Scene, i: int, when: When) -> Role | None:
    """The role of a date; a length has one only where figures are about it (`the last 21 years`)."""
    mention = scene.mentions[i]
    if when.grain == "length":
        return "period" if scene.led(i, _OVER, 16) or _spans(scene, i) else None
    if when.value is None:
        return None
    headed = isinstance(mention.reading, _DAYS) and scene.published is not None and when.first == scene.published
    if headed and (in_dateline(scene.document, scene.folded, mention) or _opens_text(scene, mention)):
        return "published"
    if i and _RATHER.fullmatch(scene.folded, scene.mentions[i - 1].end, mention.start):
        return role_of(scene, i - 1, scene.whens[i - 1] or when)
    ahead = scene.published is not None and when.last is not None and when.last > scene.published
    if ahead and scene.led(i, _NO_DEADLINE, 70):
        return "event"
    if ahead and scene.led(i, _DEADLINE, 70):
        return None if scene.folded.endswith("not before ", 0, mention.start) else "deadline"
    if when.grain == "day":
        return _day_role(scene, i, ahead=ahead)
    return _period_role(scene, i, when, ahead=ahead)


def _opens_text(scene: Scene, mention: Mention) -> bool:
    """Whether the day of publication opens a line among the first ones."""
    if scene.published is None or mention.start > OPENING:
        return False
    line = scene.folded.rfind("\n", 0, mention.start) + 1
    return not scene.folded[line : mention.start].strip()


def _spans(scene: Scene, i: int) -> bool:
    reading = scene.mentions[i].date
    said = scene.folded[scene.mentions[i].start : scene.mentions[i].end]
    led = isinstance(reading, kinds.Stretch | kinds.Months) or reading.edge is not None
    return led or "consecutive" in said or "straight" in said


def _day_role(scene: Scene, i: int, *, ahead: bool) -> Role:
    mention = scene.mentions[i]
    reading = mention.date
    shift = reading.shift
    now = isinstance(reading, kinds.ShiftedUnit) and shift is not None and shift.near
    near_now = now or (isinstance(reading, kinds.Weekday) and shift is None)
    if now and _as_of(scene, i) and _has_figure(scene, i):
        return "period"
    if near_now or _happens(scene, i, near=4, words=_EFFECTIVE):
        return "event"
    edged = reading.edge or isinstance(reading, kinds.YearEnd)
    if edged and not _has_figure(scene, i):
        return "event"
    if edged or scene.followed(i, _BALANCE):
        return "period"
    left = scene.led(i, _AT_DATE, 30)
    if left and ahead and _as_of(scene, i) and not _has_figure(scene, i):
        return "event"  # "to take over as of 1 October"
    left = left or scene.led(i, _HELD, 90, inside=True) or scene.led(i, _WAS_ON, 90, inside=True)
    bracketed = scene.folded[mention.start - 1 : mention.start] == "(" and _has_figure(scene, i)
    valued = scene.followed(i, _VALUED) is not None
    changed = (
        scene.led(i, _FROM, 12) is not None
        and scene.compared(i)
        and scene.side(i) != "future"
        and _CHANGED.search(scene.folded, max(scene.sentence(i)[0], mention.start - 80), mention.start) is not None
    )
    return "period" if left or bracketed or valued or changed else "event"


def _period_role(scene: Scene, i: int, when: When, *, ahead: bool) -> Role:
    mention = scene.mentions[i]
    reading = mention.date
    first = reading.first if isinstance(reading, kinds.Range) else None
    if isinstance(first, kinds.Year | kinds.Part | kinds.WholeYear):
        return "period"
    if isinstance(first, kinds.Month) and scene.led(i, _BETWEEN, 12):
        return "period"
    if i and isinstance(scene.mentions[i - 1].reading, kinds.Week) and scene.folded.endswith("(", 0, mention.start):
        return "period"
    if isinstance(reading, kinds.Days) or isinstance(first, _DAYS):
        return "event" if ahead or _takes_place(scene, i) or not _is_long_or_told(scene, i, when) else "period"
    if isinstance(reading, _MONTHLY):
        if scene.is_of_forecast(i) or scene.followed(i, _GATHERING):
            return "event"
        if isinstance(first, kinds.Month) and _lasts(when) and not ahead and not _takes_place(scene, i):
            return "period"
        happened = _happens(scene, i) or _follows(scene, i) or not _has_figure(scene, i)
        return "event" if happened and (ahead or not _as_of(scene, i)) else "period"
    return "event" if _is_event(scene, i, reading) else "period"


def _lasts(when: When) -> bool:
    """Whether a time is longer than single happenings are."""
    return when.first is not None and when.last is not None and (when.last - when.first).days >= _HAPPENING_DAYS


def _takes_place(scene: Scene, i: int) -> bool:
    """Whether a gathering or a visit stands before the days."""
    start = max(scene.sentence(i)[0], scene.mentions[i].start - 100)
    words = _WORD.findall(scene.folded, start, scene.mentions[i].start)[-8:]
    return any(word in times().gatherings.words for word in words)


def _is_long_or_told(scene: Scene, i: int, when: When) -> bool:
    """Whether days are a time that something is told of: long ones, a `period of`, or figures and no happening."""
    start = scene.mentions[i].start
    if _lasts(when) or scene.led(i, _PERIOD_OF, 30):
        return True
    told = _has_figure(scene, i) or _INCLUDED.search(scene.folded, max(0, start - 60), start)
    return bool(told) and not _happens(scene, i)


def _as_of(scene: Scene, i: int) -> bool:
    start = scene.mentions[i].start
    return scene.folded.endswith(("as of ", "as at "), max(0, start - 6), start)


def _is_event(scene: Scene, i: int, reading: kinds.DateReading) -> bool:
    """Whether something happened in a year or a part of it, and no figure is of it; `Q1 results` are of the quarter."""
    if isinstance(reading, kinds.Part) and (scene.is_reported(i) or scene.followed(i, _LABELS)):
        return False
    if isinstance(reading, kinds.Years):
        return scene.led(i, _HAPPENING, 90) is not None
    if isinstance(reading, kinds.Year):
        return _follows(scene, i) or _is_done(scene, i) or _happens(scene, i, near=4)
    if not isinstance(reading, kinds.Part) or scene.led(i, _CLOSED, 16):
        return False
    led = scene.led(i, _IN, 16)
    if _follows(scene, i) or scene.led(i, _HAPPENING, 90, inside=True):
        return True
    return _happens(scene, i, near=4) or bool(led and not _has_figure(scene, i) and _happens(scene, i, near=12))


def _happens(scene: Scene, i: int, *, near: int = 8, words: frozenset[str] | None = None) -> bool:
    """Whether a word of an event stands shortly before the date, in its clause."""
    start, _ = scene.sentence(i)
    mention = scene.mentions[i]
    start = max(start, mention.start - 100)
    start = max(start, scene.folded.rfind(";", start, mention.start))
    found = _WORD.findall(scene.folded, start, mention.start)[-near:]
    return any(w in (words or times().events.words) for w in found)


def _is_done(scene: Scene, i: int) -> bool:
    """Whether something was done in a year, and the sentence tells no figure: `he joined the guerrillas in 2003`."""
    start, end = scene.sentence(i)
    mention = scene.mentions[i]
    low = max(start, mention.start - 90)
    if scene.led(i, _HAPPENING, 90, inside=True):
        return True
    led = scene.led(i, _IN, 16)
    words = set(_WORD.findall(scene.folded, start, min(end, mention.end + 160)))
    if led is None or words & times().period_nouns.words or _has_figure(scene, i):
        return False
    opens = _opens_sentence(scene, i) and not _NUMBER.search(scene.folded, mention.end, end)
    behind = mention.end + 120 if opens else mention.start
    return _DONE.search(scene.folded, low, min(end, behind)) is not None


#: "In September 2023, the firm received approval for".
_RECEIVED = regex.compile(
    r",? (?:[a-z]+ ){1,4}?(?:received|obtained|gained|won) (?:[a-z]+ ){0,3}"
    r"(?:approval|clearance|certification|designation|permission|licen[cs]e|notice|authori[sz]ation)(?!\w)"
)


def _follows(scene: Scene, i: int) -> bool:
    """Whether the date opens its sentence and an event follows: `In 2026, Vinhomes launched …`."""
    if not _opens_sentence(scene, i):
        return False
    end, mention = scene.sentence(i)[1], scene.mentions[i]
    events, past = times().events.words, times().cues.past
    if scene.followed(i, _RECEIVED):
        return True
    found = _WORD.findall(scene.folded, mention.end, min(end, mention.end + 100))[:12]
    verb = next((w for w in found if w in events or w in past or (len(w) > 4 and w.endswith("ed"))), None)
    return verb in events


def _opens_sentence(scene: Scene, i: int) -> bool:
    """Whether a sentence begins with the date, and its subject follows."""
    start, mention = scene.sentence(i)[0], scene.mentions[i]
    behind = scene.document.text[mention.end : mention.end + 2]
    return mention.start - start <= 8 and (behind[:1] == "," or behind[1:].isupper())


def _has_figure(scene: Scene, i: int) -> bool:
    """Whether the sentence states an amount, a share or a count."""
    start, end = scene.sentence(i)
    mention = scene.mentions[i]
    return _FIGURE.search(scene.folded, max(start, mention.start - 250), min(end, mention.end + 250)) is not None
