"""The columns of the update paper in which a service counts, from its first day on and without a hole."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from services.directory.domain.entries import UNSTATED_COLUMN, ColumnPeriod, Service

_DAY = timedelta(days=1)


def merged_columns(
    old: Service | None, stated: Service, starts: date, today: date
) -> tuple[ColumnPeriod, ...]:
    """The columns that `stated` gives, with those of `old` where it leaves them out.

    `starts` is the service's first day. A column alone is the one from `today` on.
    """
    if stated.columns:
        return _end_to_end([replace(period, starts=period.starts or starts) for period in stated.columns])
    if old is None:
        return _end_to_end([ColumnPeriod(column=stated.column or UNSTATED_COLUMN, starts=starts)])
    kept = _from(starts, old.columns)
    if stated.column is None or stated.column == replace(old, columns=kept).column_on(today):
        return kept
    earlier = [period for period in kept if period.starts is not None and period.starts < today]
    return _from(starts, [*earlier, ColumnPeriod(column=stated.column, starts=today)])


def _end_to_end(periods: Iterable[ColumnPeriod]) -> tuple[ColumnPeriod, ...]:
    """Each until the day before the next begins, the last one open."""
    ordered = sorted(periods, key=lambda period: period.starts or date.min)
    ends = [period.starts - _DAY if period.starts else None for period in ordered[1:]]
    return tuple(replace(period, ends=last) for period, last in zip(ordered, [*ends, None], strict=True))


def _from(starts: date, periods: Iterable[ColumnPeriod]) -> tuple[ColumnPeriod, ...]:
    """The periods for a service whose first day may have been corrected."""
    linked = _end_to_end(periods)
    running = [period for period in linked if not period.is_over_by(starts)]
    return (replace(running[0], starts=starts), *running[1:])
