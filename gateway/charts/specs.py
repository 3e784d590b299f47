"""The few charts that pages and papers need, as Vega-Lite specifications. Labels say the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
INK, QUIET, LINE = "#0b0c0c", "#4b5a60", "#c5d2d6"
# Each stands out from white by 3:1 or more, and from its neighbours by a white edge.
COLOURS = ("#123b4a", "#2f8473", "#b9642a", "#6b4c9a", "#8a6d00")
WIDTH, BAR, LEGEND = 720, 26, 30
# Below this share of the axis a label does not fit into its part of a bar.
ROOM_FOR_A_LABEL = 0.07
FONT = "'Source Sans 3', arial, sans-serif"

Heap = tuple[str, int]
Spec = dict[str, Any]


@dataclass(frozen=True)
class Segment:
    """A part of every bar: its words, and the figure it shows."""

    name: str
    figure: str


@dataclass(frozen=True)
class Bar:
    """One stacked bar: its name, and its parts in their order."""

    name: str
    parts: Sequence[Heap]


@dataclass(frozen=True)
class Line:
    """One line over time: (the day or month it stands for, number) in order."""

    name: str
    points: Sequence[tuple[str, float]]


def bars(heaps: Sequence[Heap], unit: str) -> Spec:
    """One bar for each heap, longest where it is; the number stands at its end."""
    rows = [{"name": name, "number": number, "label": f"{number:,}"} for name, number in heaps]
    layers = [
        {"mark": {"type": "bar", "color": COLOURS[0], "height": BAR}},
        _label_at_the_end(),
    ]
    encoding = {"y": _names([name for name, _ in heaps]), "x": _numbers(unit, _top(rows))}
    return _chart(
        {"data": {"values": rows}, "height": _height(len(heaps)), "encoding": encoding, "layer": layers}
    )


def stacked_bars(stacks: Sequence[Bar], unit: str) -> Spec:
    """One bar of several parts for each stack; parts that have room carry their number."""
    longest = max((sum(number for _, number in bar.parts) for bar in stacks), default=0) or 1
    rows = []
    for bar in stacks:
        start = 0
        for order, (part, number) in enumerate(bar.parts):
            label = f"{number:,}" if number >= longest * ROOM_FOR_A_LABEL else ""
            rows.append(
                {"name": bar.name, "part": part, "number": number, "order": order, "label": label}
                | {"start": start, "end": start + number, "middle": start + number / 2}
            )
            start += number
    parts = list(dict.fromkeys(part for bar in stacks for part, _ in bar.parts))
    layers = [
        {
            "mark": {"type": "bar", "height": BAR, "stroke": "white", "strokeWidth": 1},
            "encoding": {
                "x": _numbers(unit, longest, "start"),
                "x2": {"field": "end"},
                "color": _colour("part", parts),
            },
        },
        {
            "mark": {"type": "text", "color": "white", "fontWeight": 600, "fontSize": 14},
            "encoding": {"x": {"field": "middle", "type": "quantitative"}, "text": {"field": "label"}},
        },
    ]
    encoding = {"y": _names([bar.name for bar in stacks])}
    return _chart(
        {
            "data": {"values": rows},
            "height": LEGEND + _height(len(stacks)),
            "encoding": encoding,
            "layer": layers,
        }
    )


def shares(answers: Sequence[tuple[str, int, int, str]]) -> Spec:
    """Parts of wholes as bars to 100 per cent: (words, part, whole, label)."""
    rows = [
        {"name": name, "number": part / whole, "whole": 1, "label": label}
        for name, part, whole, label in answers
    ]
    axis = {"title": None, "format": "%", "values": [0, 0.25, 0.5, 0.75, 1], **_AXIS}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": BAR, "color": "#e3eaec"},
            "encoding": {
                "x": {"field": "whole", "type": "quantitative", "axis": axis, "scale": {"domain": [0, 1]}}
            },
        },
        {
            "mark": {"type": "bar", "height": BAR, "color": COLOURS[1]},
            "encoding": {"x": {"field": "number", "type": "quantitative"}},
        },
        {
            "mark": {
                "type": "text",
                "align": "left",
                "x": 8,
                "color": "white",
                "fontWeight": 600,
                "fontSize": 14,
            },
            "encoding": {"text": {"field": "label"}},
        },
    ]
    encoding = {"y": _names([name for name, _, _, _ in answers])}
    return _chart(
        {"data": {"values": rows}, "height": _height(len(rows)), "encoding": encoding, "layer": layers}
    )


def grouped_bars(found: Sequence[tuple[str, str, float, str]], unit: str) -> Spec:
    """Several bars to a group, each with its label: (group of one line or two, name, number, label)."""
    rows = [{"group": group, "name": name, "number": n, "label": label} for group, name, n, label in found]
    names = list(dict.fromkeys(name for _, name, _, _ in found))
    groups = list(dict.fromkeys(group for group, _, _, _ in found))
    encoding = {
        "y": {**_names(groups, "group"), "scale": {"paddingInner": 0.25}},
        "yOffset": {"field": "name", "sort": names, "scale": {"paddingInner": 0.1}},
        "x": _numbers(unit, _top(rows)),
    }
    layers = [{"mark": {"type": "bar"}, "encoding": {"color": _colour("name", names)}}, _label_at_the_end()]
    height = LEGEND + 40 + len(groups) * len(names) * 24
    return _chart({"data": {"values": rows}, "height": height, "encoding": encoding, "layer": layers})


def lines(found: Sequence[Line], unit: str) -> Spec:
    """Numbers over time; each line ends in its name."""
    rows: list[Spec] = [
        {"line": line.name, "when": when, "number": number} for line in found for when, number in line.points
    ]
    moments = list(dict.fromkeys(row["when"] for row in rows))
    every = max(1, -(-len(moments) // 9))
    axis = {"title": None, "labelAngle": 0, "values": moments[::every], **_AXIS, "grid": False}
    encoding = {
        "x": {"field": "when", "type": "ordinal", "sort": moments, "axis": axis},
        "y": _numbers(unit, max((row["number"] for row in rows), default=0)),
        "color": _colour("line", [line.name for line in found]),
    }
    mark = {"type": "line", "strokeWidth": 3, "point": {"size": 40, "filled": True}}
    return _chart({"data": {"values": rows}, "height": LEGEND + 240, "mark": mark, "encoding": encoding})


# Under the names of the bars there is room for long words.
_LEGENDS = {"labelColor": INK, "layout": {"top": {"anchor": "end"}}}
_AXIS = {
    "domainColor": LINE,
    "gridColor": "#e3eaec",
    "labelColor": INK,
    "tickColor": LINE,
    "titleColor": QUIET,
    "titleFontWeight": "normal",
    "labelFontSize": 14,
    "titleFontSize": 14,
}


def _label_at_the_end() -> Spec:
    mark = {"type": "text", "align": "left", "dx": 5, "color": INK, "fontSize": 13}
    return {"mark": mark, "encoding": {"text": {"field": "label"}}}


def _names(names: Sequence[str], field: str = "name") -> Spec:
    axis = {
        **_AXIS,
        "title": None,
        "domain": False,
        "ticks": False,
        "labelExpr": "split(datum.label, '\\n')",
        "labelLineHeight": 17,
        "labelLimit": 330,
        "labelPadding": 8,
    }
    return {"field": field, "type": "nominal", "sort": list(names), "axis": axis}


def _numbers(unit: str | None, top: float, field: str = "number") -> Spec:
    axis = {**_AXIS, "title": unit, "tickCount": 5, "format": ",~f"}
    # Room for the label at the end of the longest bar; an empty chart still has an axis.
    scale = {"domain": [0, max(top * 1.08, 1)], "nice": True}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": scale}


def _colour(field: str, names: Sequence[str]) -> Spec:
    legend = {
        "title": None,
        "orient": "top",
        "direction": "horizontal",
        "labelFontSize": 14,
        "labelLimit": 300,
    }
    scale = {"domain": list(names), "range": list(COLOURS[: len(names)])}
    return {"field": field, "type": "nominal", "sort": list(names), "scale": scale, "legend": legend}


def _top(rows: Sequence[Spec]) -> float:
    return max((row["number"] for row in rows), default=0)


def _height(bars: int) -> int:
    return 70 + max(1, bars) * (BAR + 14)


def _chart(spec: Spec) -> Spec:
    """All are equally wide, however long their names, so that letters are equally large everywhere."""
    config = {"font": FONT, "view": {"stroke": None}, "background": "white", "legend": _LEGENDS}
    fit = {"type": "fit", "contains": "padding"}
    return {"$schema": SCHEMA, "width": WIDTH, "autosize": fit, "padding": 4, **spec, "config": config}
