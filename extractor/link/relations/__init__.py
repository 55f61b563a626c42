"""Relations: changes and their levels, figures compared, parts and wholes, shares, repeats."""

from extractor.link.relations.finder import RULES, find_relations, relate, take_told_relations

__all__ = ["RULES", "find_relations", "relate", "take_told_relations"]
