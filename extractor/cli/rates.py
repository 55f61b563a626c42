"""factwire rates: one exchange rate, and where it comes from."""

import string
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.normalise.rates import NoRate, Rate

__all__ = ["command"]


class _Currency(click.ParamType[str]):
    """An ISO 4217 code, in small letters or capitals."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Three letters in capitals."""
        code = value.upper()
        if len(code) != 3 or not set(code) <= set(string.ascii_uppercase):
            self.fail(f"{value!r} is not an ISO 4217 code such as USD", param, ctx)
        return code


_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("rates")
@click.option("--from", "base", type=_Currency(), required=True, help="The currency that amounts are in.")
@click.option("--to", "target", type=_Currency(), default="USD", show_default=True, help="The currency wanted.")
@click.option("--on", type=_DAY, metavar="DATE", help="The day. Default: the last day of the bundled reference rates.")
@click.option("--since", type=_DAY, metavar="DATE", help="Show the mean of the business days from this one to --on.")
@click.option("--rates", "own", metavar="FILE", help="Your own rates, looked at first: CSV with date,from,to,rate.")
@click.option("--max-age", type=click.IntRange(0), default=7, show_default=True, help="How old a rate may be, in days.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(
    context: click.Context,
    base: str,
    target: str,
    on: datetime | None,
    since: datetime | None,
    own: str | None,
    max_age: int,
    as_json: bool,
) -> None:
    """Show the rate from one currency to another and where it comes from.

    It is the rate of the day given or of the last business day before it, never of a later one.

    Exit codes: 0 there is a rate, 1 there is none, 2 wrong usage.
    """
    from extractor.normalise.rate_sources import RateSources, check_currency, read_own_rates
    from extractor.normalise.rates import NoRate, rates_until

    day = on.date() if on else rates_until()
    first = since.date() if since else None
    if first and first > day:
        raise click.BadParameter(f"{first} is after {day}", context, param_hint="--since")
    sources = RateSources(own=read_own_rates(own) if own else None, max_age_days=max_age)
    for code in (base, target):
        check_currency(code, sources.own)
    found = sources.quote(base, target, on=day, since=first)
    if as_json:
        click.echo(_as_json(found, base, target, day))
    elif isinstance(found, NoRate):
        click.echo(f"no rate from {base} to {target} on {day}: {found.reason}", err=True)
    else:
        click.echo(_as_text(found))
    context.exit(1 if isinstance(found, NoRate) else 0)


def _as_text(rate: "Rate") -> str:
    from extractor.normalise.rates import rates_provenance
    from extractor.normalise.significance import round_to

    printed = next((leg.rate for leg in rate.legs if (leg.base, leg.target) == (rate.base, rate.target)), None)
    shown = round_to(rate.rate, 6) if printed is None else printed
    lines = [("rate date", f"{rate.first} to {rate.on}" if rate.first else str(rate.on)), ("source", rate.source)]
    lines += [("from", str(leg)) for leg in rate.legs]
    lines.append(("bundled", rates_provenance()))
    return "\n".join([f"1 {rate.base} = {shown:f} {rate.target}", *(f"{name:<10} {text}" for name, text in lines)])


def _as_json(found: "Rate | NoRate", base: str, target: str, day: date) -> str:
    import msgspec

    from extractor.normalise.rates import NoRate, rates_provenance

    out: dict[str, object] = {"from": base, "to": target, "on": day.isoformat()}
    if isinstance(found, NoRate):
        out |= {"rate": None, "reason": found.reason}
    else:
        first = found.first.isoformat() if found.first else None
        out |= {"rate": found.rate, "rate_date": found.on.isoformat(), "rate_from": first}
        out |= {"source": found.source, "steps": [str(leg) for leg in found.legs]}
    out["bundled"] = rates_provenance()
    return msgspec.json.Encoder(decimal_format="number").encode(out).decode()
