"""Days as pages, feeds and headers write them for machines: ISO 8601, RFC 2822, a date in English words."""

from datetime import date, datetime
from email.utils import parsedate

import regex

__all__ = ["day_in"]

FIRST, LAST = 1800, 2199
"""Years outside are the null dates of programs (year 1, 9999), and no day on which a release was published."""

_WRITTEN = "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"


def day_in(value: object) -> date | None:
    """The day that a value states, as it is written there (no time zone is changed); None where it states none.

    >>> str(day_in("20240506")), str(day_in("2024-05-06T23:30:00-04:00")), str(day_in("Mon, 6 May 2024 09:00:00 GMT"))
    ('2024-05-06', '2024-05-06', '2024-05-06')
    >>> str(day_in("May 6th, 2024")), day_in("0001-01-01"), day_in("soon")
    ('2024-05-06', None, None)
    """
    if isinstance(value, datetime):
        day: date | None = value.date()
    elif isinstance(value, date):
        day = value
    else:
        day = _parsed(" ".join(value.split())) if isinstance(value, str) and len(value) < 100 else None
    return day if day is not None and FIRST <= day.year <= LAST else None


def _parsed(words: str) -> date | None:
    found = regex.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", words)
    if found:
        return _day(*map(int, found.groups()))
    sent = parsedate(words) if regex.match(r"\w{3,9}, \d", words) else None
    if sent:
        return _day(*sent[:3])
    plain = regex.sub(r"[,.]|(?<=\d)(?:st|nd|rd|th)\b", "", words)
    for form in _WRITTEN:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
