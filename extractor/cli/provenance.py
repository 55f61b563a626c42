"""What an installation works with: language model, rates, format of the output. Nothing is loaded to tell it."""

import platform
from importlib.metadata import PackageNotFoundError, version

from extractor.facts import SCHEMA_VERSION
from extractor.normalise.rates import rates_provenance
from extractor.settings import Settings

__all__ = ["provenance_lines"]


def provenance_lines() -> list[str]:
    """A line each for the model, the rates with their last day, the schema and the interpreter."""
    model = Settings().model
    return [
        f"model   {model} {_version(model)}, spaCy {_version('spacy')}",
        f"rates   {rates_provenance()}",
        f"schema  {SCHEMA_VERSION}",
        f"python  {platform.python_version()}",
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
