"""Mean, median and 90th percentile of whole working days, exact, from how often each number was taken."""

from collections.abc import Mapping
from typing import Any


def taken(times: Mapping[int, int]) -> dict[str, Any]:
    """{count, mean, median, p90}: nearest rank, the ceil(0.9 n)-th; null for a mean of nothing."""
    count = sum(times.values())
    if count <= 0:
        return {"count": 0, "mean": None, "median": None, "p90": None}
    total = sum(value * n for value, n in times.items())
    low, high, ninetieth = _at(times, ((count + 1) // 2, count // 2 + 1, -(-9 * count // 10)))
    return {"count": count, "mean": total / count, "median": (low + high) / 2, "p90": ninetieth}


def _at(times: Mapping[int, int], ranks: tuple[int, ...]) -> list[int]:
    """The values at these ranks, counted from 1, in order of rank."""
    found: list[int] = []
    passed = 0
    for value in sorted(times):
        passed += times[value]
        while len(found) < len(ranks) and ranks[len(found)] <= passed:
            found.append(value)
    return found
