"""Subjects: whose figure it is, as the full name that the release first gives."""

from extractor.link.subjects.finder import find_subjects, settle_economies
from extractor.link.subjects.offices import settle_issuer
from extractor.link.subjects.rules import RULES

__all__ = ["RULES", "find_subjects", "settle_economies", "settle_issuer"]
