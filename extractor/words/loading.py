"""Loads a lexicon: TOML in this folder, checked against a model that refuses unknown keys."""

import tomllib
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from extractor.errors import LexiconError

__all__ = ["load"]

Lexicon = TypeVar("Lexicon", bound=BaseModel)


def load(name: str, model: type[Lexicon]) -> Lexicon:
    """Read `words/NAME.toml` as a `model` (which should have `extra="forbid"`).

    Callers cache what they build from it. Raises LexiconError with file, key and what is wrong.
    """
    source = files(__package__).joinpath(f"{name}.toml")
    try:
        return model.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise LexiconError(f"lexicon {name}.toml: {error}") from error
