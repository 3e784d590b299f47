"""Our own typeface for charts, which are laid out by its measures wherever no such font is installed."""

import tempfile
from functools import lru_cache
from pathlib import Path

FAMILY = "Source Sans 3"
# A family of its own, or it would be taken for the whole one: it has the rarer letters and no others.
EXTENDED = "Source Sans 3 Extended"
FAMILY_NAMES = (1, 16)
FOLDER = Path(__file__).parents[1] / "static" / "vendor" / "source-sans-3-5.3.1"


@lru_cache(maxsize=1)
def typeface() -> tempfile.TemporaryDirectory[str]:
    """A folder with the vendored fonts as the drawing library reads them; it goes with the process."""
    from fontTools.ttLib import TTFont

    folder: tempfile.TemporaryDirectory[str] = tempfile.TemporaryDirectory(prefix="memberzone-fonts-")
    for packed in sorted(FOLDER.glob("*.woff2")):
        font = TTFont(packed)
        font.flavor = None
        for name in font["name"].names:  # it calls itself by the weight that it was cut from
            if name.nameID in FAMILY_NAMES:
                name.string = EXTENDED if "latin-ext" in packed.stem else FAMILY
        font.save(Path(folder.name) / f"{packed.stem}.ttf")
    return folder
