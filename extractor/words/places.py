"""Territories by the words that point to them: names, cities, regions, exchanges (the lexicon `places.toml`)."""

from dataclasses import dataclass
from functools import cache

from pydantic import ConfigDict, RootModel

from extractor.words.currencies import currencies
from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Place", "PlaceWords", "place_words", "places", "plain_dollar"]


class Place(Row):
    """A territory: the words for it, and what releases from there mean by a bare `$`."""

    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
    dollar_listings: tuple[str, ...] = ()
    dollar: bool = False


class _Places(RootModel[dict[str, Place]]):
    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words to territories: `strong` decide over a city beside them (Ontario over London); `words` are all names.

    `adjectives` are no names: what is Norwegian is not Norway. `countries` are the names of whole territories.
    """

    exchanges: dict[str, str]
    cities: dict[str, str]
    strong: dict[str, str]
    words: dict[str, str]
    adjectives: frozenset[str]
    countries: frozenset[str]


@cache
def places() -> dict[str, Place]:
    """The territories by their ISO 3166 code."""
    return load("places", _Places).root


@cache
def plain_dollar() -> frozenset[str]:
    """Territories whose releases mean their own dollar by a bare `$`."""
    return frozenset(territory for territory, place in places().items() if place.dollar)


@cache
def place_words() -> PlaceWords:
    """The words of all territories, by what they say."""
    exchanges: dict[str, str] = {}
    cities: dict[str, str] = {}
    strong: dict[str, str] = {}
    words: dict[str, str] = {}
    for territory, name in currencies().territory_names.items():
        strong[name] = words[name] = territory
    for territory, place in places().items():
        exchanges |= dict.fromkeys(place.exchanges, territory)
        cities |= dict.fromkeys(place.cities, territory)
        strong |= dict.fromkeys((*place.names, *place.regions), territory)
        words |= dict.fromkeys((*place.names, *place.adjectives, *place.cities), territory)
        words |= {region: territory for region in place.regions if len(region) > 4}
    adjectives = (
        frozenset(word for place in places().values() for word in place.adjectives) - strong.keys() - cities.keys()
    )
    cities |= {city.upper(): territory for city, territory in cities.items()}
    strong |= {name.upper(): territory for name, territory in strong.items()}
    countries = frozenset(currencies().territory_names.values()) | {
        n for place in places().values() for n in place.names
    }
    return PlaceWords(exchanges, cities, strong, words, adjectives, countries)
