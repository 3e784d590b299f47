"""The paper as one HTML file that needs nothing else: its own style, typeface and drawings inside."""

import base64
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from gateway.charts.drawing import svg
from gateway.charts.fonts import FOLDER
from gateway.documents.content import Chart, Document, shown

TEMPLATES = Path(__file__).parents[1] / "templates"
WEIGHTS = (400, 600)
# The rarer letters first: of two faces of one family the later is tried first.
SUBSETS = (
    ("latin-ext", "U+0100-02BA, U+02BD-02C5, U+1E00-1EFF"),
    ("latin", "U+0000-00FF, U+0131, U+2000-22FF"),
)


def drawn(chart: Chart) -> Markup:
    """The chart as an element of a page."""
    return Markup(svg(chart.spec, chart.sentence))


def web_page(document: Document) -> str:
    """The whole file."""
    template = _environment().get_template("documents/paper.html")
    return template.render(document=document, style=Markup(_style()))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("gateway"), autoescape=True, trim_blocks=True)
    environment.filters.update(shown=shown, svg=drawn)
    return environment


@lru_cache(maxsize=1)
def _style() -> str:
    faces = "".join(_face(subset, letters, weight) for weight in WEIGHTS for subset, letters in SUBSETS)
    return faces + (TEMPLATES / "documents" / "paper.css").read_text()


def _face(subset: str, letters: str, weight: int) -> str:
    packed = base64.b64encode(
        (FOLDER / f"source-sans-3-{subset}-{weight}-normal.woff2").read_bytes()
    ).decode()
    return (
        f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; unicode-range: {letters}; '
        f'src: url("data:font/woff2;base64,{packed}") format("woff2"); }}\n'
    )
