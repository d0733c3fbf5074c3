"""Numbers and letters of countries in the code lists of others; blank for a country that a list does not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

ACLED_REGIONS = {
    "Western Asia": "Middle East",
    "Central Asia": "Caucasus and Central Asia",
    "Southern Asia": "South Asia",
    "South-Eastern Asia": "Southeast Asia",
    "Eastern Asia": "East Asia",
    "Northern America": "North America",
    **dict.fromkeys(("Northern Europe", "Southern Europe", "Western Europe", "Eastern Europe"), "Europe"),
    **dict.fromkeys(("Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"), "Oceania"),
}
ACLED_OWN = {
    **dict.fromkeys(("AFG", "ARM", "AZE", "GEO"), "Caucasus and Central Asia"),
    "IRN": "Middle East",
    "CYP": "Europe",
    "SSD": "Eastern Africa",
}
# By number of Gleditsch and Ward, as the codebook of UCDP parts the world; Egypt's number lies in the Middle East.
UCDP_REGIONS = ((165, "Americas"), (399, "Europe"), (626, "Africa"), (699, "Middle East"), (999, "Asia"))


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 letters and number, FIPS letters, numbers of Gleditsch and Ward and of Correlates of War.

    `region` is that of ACLED, `ucdp_region` that of UCDP.
    """

    iso2: str
    iso: int | None
    fips: str
    gw: int | None
    cow: int | None
    region: str
    ucdp_region: str


def table() -> Mapping[str, Country]:
    """Countries by their ISO code of three letters."""
    found = {}
    lines = (files("rasid.export") / "countries.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        iso3, iso2, iso, fips, gw, cow, region = line.split("\t")
        numbers = [int(number) if number else None for number in (iso, gw, cow)]
        acled = ACLED_OWN.get(iso3) or ACLED_REGIONS.get(region, region)
        found[iso3] = Country(iso2, numbers[0], fips, numbers[1], numbers[2], acled, ucdp_region(iso3, numbers[1]))
    return found


def ucdp_region(iso3: str, gw: int | None) -> str:
    """The region of UCDP in which a country lies; of those without a number only Palestine has one."""
    if gw is None:
        return "Middle East" if iso3 == "PSE" else ""
    return next(region for most, region in UCDP_REGIONS if gw <= most)


COUNTRIES = table()
