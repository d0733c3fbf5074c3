"""Numbers and letters of countries in the code lists of others; blank for a country that is not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 number, FIPS letters, number of Gleditsch and Ward (and of Correlates of War), region."""

    iso: int
    fips: str
    gw: int | None
    region: str


LINES = """
AFG 4 AF 700 Asia
ARE 784 AE 696 Middle East
ARM 51 AM 371 Asia
AZE 31 AJ 373 Asia
BFA 854 UV 439 Africa
BHR 48 BA 692 Middle East
CHN 156 CH 710 Asia
CMR 120 CM 471 Africa
COD 180 CG 490 Africa
CYP 196 CY 352 Europe
DEU 276 GM 260 Europe
DJI 262 DJ 522 Africa
DZA 12 AG 615 Africa
EGY 818 EG 651 Africa
ERI 232 ER 531 Africa
ETH 231 ET 530 Africa
FRA 250 FR 220 Europe
GBR 826 UK 200 Europe
IND 356 IN 750 Asia
IRN 364 IR 630 Middle East
IRQ 368 IZ 645 Middle East
ISR 376 IS 666 Middle East
ITA 380 IT 325 Europe
JOR 400 JO 663 Middle East
KEN 404 KE 501 Africa
KWT 414 KU 690 Middle East
LBN 422 LE 660 Middle East
LBY 434 LY 620 Africa
MAR 504 MO 600 Africa
MLI 466 ML 432 Africa
MRT 478 MR 435 Africa
NER 562 NG 436 Africa
NGA 566 NI 475 Africa
OMN 512 MU 698 Middle East
PAK 586 PK 770 Asia
PSE 275 WE - Middle East
QAT 634 QA 694 Middle East
RUS 643 RS 365 Europe
SAU 682 SA 670 Middle East
SDN 729 SU 625 Africa
SOM 706 SO 520 Africa
SSD 728 OD 626 Africa
SYR 760 SY 652 Middle East
TCD 148 CD 483 Africa
TUN 788 TS 616 Africa
TUR 792 TU 640 Middle East
UKR 804 UP 369 Europe
USA 840 US 2 Americas
YEM 887 YM 678 Middle East
"""


def table() -> Mapping[str, Country]:
    """Countries by their ISO code of three letters."""
    found = {}
    for line in LINES.strip().splitlines():
        code, iso, fips, gw, region = line.split(" ", 4)
        found[code] = Country(int(iso), fips, None if gw == "-" else int(gw), region)
    return found


COUNTRIES = table()
