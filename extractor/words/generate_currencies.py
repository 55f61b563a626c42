"""Writes `currencies_cldr.toml` from CLDR, as Babel carries it: a development tool, never imported by the product.

Run `python -m extractor.words.generate_currencies` with Babel installed, or `.ci/renew`, which also fixes Babel's
version. A test says whether the file is what this script writes, where the Babel that the file names is installed.
Taken: every currency that is legal tender today, and the withdrawn ones of Europe since 1990. Left out: older
currencies. Where the CLDR name carries years (`Turkish Lira (1922–2005)`) the code stands without names: the words
mean today's currency.
"""

import tomllib
from pathlib import Path

__all__ = ["TARGET", "main", "render"]

TARGET = Path(__file__).with_name("currencies_cldr.toml")

EUROPE = frozenset(
    {
        *("AD", "AL", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR"),
        *("HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT"),
        *("RO", "RS", "RU", "SE", "SI", "SK", "SM", "TR", "UA", "VA", "XK"),
    }
)
#: Withdrawn before this year: no press release speaks of it as current money.
OLDEST = 1990

HEADER = """\
# Currencies and territories from Unicode CLDR {cldr}, as Babel {babel} carries it, written by
# generate_currencies.py. Do not edit:
# what CLDR lacks or gets wrong for press releases stands in currencies.toml and places.toml.
# names: lower case, singular first; symbol: CLDR's distinctive English symbol; until: the year it ceased to be tender.

"""


def render() -> str:
    """The whole file as text. Needs Babel."""
    from babel import Locale, __version__
    from babel.core import get_cldr_version, get_global

    locale = Locale("en")
    tender: dict[str, list[str]] = {}
    withdrawn: dict[str, dict[str, int]] = {}
    for territory, rows in sorted(get_global("territory_currencies").items()):
        for code, _, end, is_tender in rows:
            if is_tender and end is None:
                tender.setdefault(code, []).append(territory)
            elif is_tender and end[0] >= OLDEST and territory in EUROPE:
                withdrawn.setdefault(code, {})[territory] = end[0]
    lines = [HEADER.format(cldr=get_cldr_version(), babel=__version__)]
    for code in sorted({*tender, *withdrawn}):
        name = locale.currencies.get(code, code)
        plurals = locale._data["currency_names_plural"].get(code) or {}
        forms = [plurals.get("one", name), name, plurals.get("other", name)]
        dated = code not in tender and "(" in name
        names = [] if dated else list(dict.fromkeys(form.replace("’", "'").lower() for form in forms))
        symbol = locale.currency_symbols.get(code, code)
        lines.append(f"[currencies.{code}]\nnames = {_strings(names)}\n")
        if symbol != code:
            lines.append(f"symbol = {_strings([symbol])[1:-1]}\n")
        if code in tender:
            lines.append(f"territories = {_strings(tender[code])}\n\n")
        else:
            ends = withdrawn[code]
            lines.append(f"territories = {_strings(sorted(ends))}\nuntil = {max(ends.values())}\n\n")
    territories = {t for code in tender.values() for t in code if len(t) == 2}
    lines.append("[territories]\n")
    lines.extend(f"{t} = {_strings([locale.territories[t]])[1:-1]}\n" for t in sorted(territories))
    text = "".join(lines)
    tomllib.loads(text)
    return text


def _strings(values: list[str]) -> str:
    """A TOML array of basic strings."""
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "[" + ", ".join(f'"{value}"' for value in quoted) + "]"


def main() -> None:
    """Write the file."""
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
