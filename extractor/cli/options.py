"""Options that several commands share, and the settings that they make."""

import gc
import os
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from extractor.settings import Settings

__all__ = [
    "columns_options",
    "day_of",
    "encoding_option",
    "extracting",
    "extraction_options",
    "published_option",
    "settings_of",
    "text_option",
]

#: So many objects are made before the collector of garbage looks at them.
RARELY = 10_000

Function = TypeVar("Function", bound=Callable[..., Any])


def extracting(function: Function) -> Function:
    """The command extracts: it runs with the patterns that earlier ones compiled, and with one core for products.

    A release has too few of them for several cores, which would spend processor time on waiting for each other. What
    it makes is kept until it is printed, so that the collector of garbage would look through it in vain.
    """

    @wraps(function)
    def command(*args: Any, **options: Any) -> Any:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.set_threshold(RARELY)
        from extractor.patterns import kept_patterns

        with kept_patterns():
            return function(*args, **options)

    return command  # type: ignore[return-value]


def published_option(function: Function) -> Function:
    """`--published DATE`, an ISO day that overrides the release's own."""
    return click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Date of publication; overrides the text's.",
    )(function)


class _Encoding(click.ParamType[str]):
    """The name of an encoding of texts, refused at once where it is none."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it was given."""
        try:
            b"a".decode(value)
        except UnicodeDecodeError:
            return value  # it is one that reads two bytes or more at a time
        except (LookupError, ValueError):  # also where the name itself is no text
            self.fail(f"unknown encoding {value!r}; give a name such as utf-8 or cp1252", param, ctx)
        return value


def encoding_option(function: Function) -> Function:
    """`--encoding NAME`, for plain texts whose encoding is not to be found out."""
    said = "Encoding of plain text; found out where not given."
    return click.option("--encoding", type=_Encoding(), metavar="NAME", help=said)(function)


def text_option(function: Function) -> Function:
    """`--with-text`: the output carries what its offsets point into."""
    return click.option(
        "--with-text",
        is_flag=True,
        default=None,
        help="The output carries the release's text and each fact's sentence.",
    )(function)


def extraction_options(function: Function) -> Function:
    """What `feed` and `batch` share: how a release is read and its amounts are converted."""
    for option in reversed(_EXTRACTION):
        function = option(function)
    return function


_EXTRACTION: tuple[Callable[[Any], Any], ...] = (
    published_option,
    click.option("--currency", metavar="CODE", help="Currency that amounts are converted into (default USD)."),
    click.option(
        "--rate-policy", type=click.Choice(["publication", "period-end", "period-average"]), help="Which day's rate."
    ),
    click.option("--rates", "rates_file", metavar="FILE", help="CSV of your own rates: date,from,to,rate."),
    encoding_option,
    text_option,
    click.option(
        "--min-confidence",
        metavar="P",
        help="Leave out links (not figures) that are less likely right than P, from 0 to 1.",
    ),
    click.option("--config", metavar="FILE", help="Settings as TOML."),
)


def columns_options(function: Function) -> Function:
    """`--text-column` and the like: the names of the fields of records, and those that are passed through."""
    for option in reversed(_COLUMNS):
        function = option(function)
    return function


_COLUMNS: tuple[Callable[[Any], Any], ...] = (
    click.option("--text-column", metavar="NAME", help="Field with the text. Default: text, body, content …"),
    click.option("--id-column", metavar="NAME", help="Field with the id. Default: id, guid …"),
    click.option("--published-column", metavar="NAME", help="Field with the day. Default: published, date …"),
    click.option("--keep", multiple=True, metavar="COLUMN", help="Pass this field through; may be given again."),
)


def settings_of(config: str | None, **overrides: Any) -> "Settings":
    """The settings of a file with what the command line overrides; None overrides nothing.

    What makes no sense is refused at once: no worker is to find it out.
    """
    from extractor.settings import changed_settings, read_settings

    settings = changed_settings(read_settings(config), {k: v for k, v in overrides.items() if v is not None})
    if settings.rates_file is not None or settings.currency != "USD":
        from extractor.normalise.rate_sources import RateSources

        RateSources.from_settings(settings)
    return settings


def day_of(published: datetime | None) -> date | None:
    """The day of click's date option."""
    return published.date() if published else None
