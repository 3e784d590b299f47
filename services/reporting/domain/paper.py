"""The update paper: three columns, usage, and the identities by which it proves itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.contracts.reporting_vocabulary import BANDS, COLUMNS, FORMER
from services.contracts.vocabulary import IN_ACTION
from services.reporting.domain.columns import OTHER, RIS, TOTAL
from services.reporting.domain.figures import Counted, Figures, together

Check = dict[str, Any]

LOWEST_OF_BANDS = (0, 30, 70)


@dataclass(frozen=True)
class Made:
    """What each member made in the period, and who serves on its last day."""

    by_member: Mapping[str, int]
    serving: Collection[str]

    def usage(self) -> dict[str, Any]:
        """Members serving, by what they made; what former members made apart."""
        made = [self.by_member.get(member, 0) for member in self.serving]
        bands = dict.fromkeys(BANDS, 0)
        for n in made:
            bands[_band(n)] += 1
        return {
            "members": len(made),
            "mean": sum(made) / len(made) if made else None,
            "bands": bands,
            "highest": max(made, default=None),
            "former": sum(n for member, n in self.by_member.items() if member not in self.serving),
        }

    def members_of(self, band: str) -> frozenset[str]:
        """Those serving who made so many; FORMER: those who made any and serve no longer."""
        if band == FORMER:
            return frozenset(self.by_member.keys() - set(self.serving))
        return frozenset(one for one in self.serving if _band(self.by_member.get(one, 0)) == band)

    def total(self) -> int:
        """What all of them made."""
        return sum(self.by_member.values())


def _band(made: int) -> str:
    return BANDS[sum(made >= lowest for lowest in LOWEST_OF_BANDS) - 1]


@dataclass(frozen=True)
class Period:
    """`since` None: the beginning. `from_beginning`: nothing was counted before."""

    since: date | None
    as_at: date
    from_beginning: bool


def columns_of(ris: Counted, other: Counted) -> dict[str, Figures]:
    """The figures of the columns and of all."""
    return {RIS: Figures(ris), OTHER: Figures(other), TOTAL: Figures(together([ris, other]))}


def paper(period: Period, columns: dict[str, Figures], made: Made) -> dict[str, Any]:
    """The paper's JSON."""
    facts = {name: columns[name].column() for name in COLUMNS}
    total = columns[TOTAL]
    answer: dict[str, Any] = {
        "as_at": period.as_at.isoformat(),
        "since": period.since.isoformat() if period.since else None,
        "columns": facts,
        "feedback": total.feedback(),
        "usage": made.usage(),
        "channels": total.channels(),
        "flows": total.flows(),
    }
    ages = {name: sum(columns[name].ages().values()) for name in COLUMNS}
    return answer | {"checks": checks(answer, ages, made.total(), period.from_beginning)}


def checks(answer: dict[str, Any], ages: dict[str, int], made: int, from_beginning: bool) -> list[Check]:
    """The identities; those between what was made and what lies somewhere only from the beginning."""
    columns = answer["columns"]
    total = columns[TOTAL]
    found = [
        _check("the columns add up to the total", all(_adds_up(columns, name) for name in _ADDED)),
        _check("serving and former members made all", made == total["made"]),
        _check("the channels add up to made", sum(answer["channels"].values()) == total["made"]),
    ]
    for name in COLUMNS:
        column = columns[name]
        found += [
            _check(
                f"{name}: in action = the sum of its states",
                column["in_action"] == sum(column[state] for state in IN_ACTION) == ages[name],
            ),
            _check(
                f"{name}: actioned = closed by Members + open with Members",
                column["actioned"] == column["closed_by_members"] + column["open_with_members"],
            ),
            _check(
                f"{name}: over by a week is among those with the Service",
                0 <= column["over_by_a_week"] <= column["with_service"],
            ),
        ]
        if from_beginning:
            whole = column["in_action"] + column["actioned"]
            found.append(_check(f"{name}: made = in action + actioned", column["made"] == whole))
    return found


_ADDED = (
    "made",
    "in_action",
    *IN_ACTION,
    "over_by_a_week",
    "actioned",
    "closed_by_members",
    "withdrawn",
    "open_with_members",
)


def _adds_up(columns: dict[str, dict[str, int]], name: str) -> bool:
    return columns[RIS][name] + columns[OTHER][name] == columns[TOTAL][name]


def _check(name: str, holds: bool) -> Check:
    return {"name": name, "holds": holds}
