"""recognise: figures are found in the raw text, each by a named rule, and overlaps are settled in one place."""
