"""Subjects: whose figure it is, as the full name that the release first gives."""

from extractor.link.subjects.finder import RULES, find_subjects, settle_economies

__all__ = ["RULES", "find_subjects", "settle_economies"]
