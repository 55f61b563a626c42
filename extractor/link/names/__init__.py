"""Names: the proper names of a release, and which full name a short form, pronoun or role stands for."""

from extractor.link.names.finding import Name, find_names, in_listing, is_heading, up_to_head
from extractor.link.names.full import Names

__all__ = ["Name", "Names", "find_names", "in_listing", "is_heading", "up_to_head"]
