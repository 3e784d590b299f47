"""Scotland's bank holidays as data: `python -m services.sla.bank_holidays` writes the file that copies store.

The library is asked here and nowhere else, so that a newer one moves no date.
"""

import csv
from datetime import date
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2014, 2030
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
FILE = Path(__file__).parent / "migrations" / "scotland_2014_2030.csv"

SATURDAY = 5


def bank_holidays(file: Path = FILE) -> dict[date, str]:
    """The Mondays to Fridays that are bank holidays, and their names, as the file has them."""
    with file.open(newline="") as lines:
        return {date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(lines)}


def as_the_library_says() -> dict[date, str]:
    """The same as the installed `holidays` knows them."""
    import holidays

    found = holidays.country_holidays("GB", subdiv="SCT", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return {day: found[day] for day in sorted(found) if day.weekday() < SATURDAY}


def write(file: Path = FILE) -> None:
    """Replace the file by what the library says now."""
    with file.open("w", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["date", "name"])
        writer.writerows((day.isoformat(), name) for day, name in as_the_library_says().items())


if __name__ == "__main__":
    write()
