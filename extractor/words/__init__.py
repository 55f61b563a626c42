"""Lexicons: commented TOML data beside the one loader that checks it."""

from extractor.words.loading import load

__all__ = ["load"]
