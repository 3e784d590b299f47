"""`python -m deploy.demonstration.history FILE [DAY]`: writes the history up to the working day before DAY.

One request a line, as `memberzone bring-in` takes it. DAY is today unless it is given as YYYY-MM-DD.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path

from deploy.demonstration.history.plan import stories
from deploy.demonstration.history.story import ZONE


def main(arguments: list[str]) -> None:
    """Write the file in one step: it is there whole, or not at all."""
    file = Path(arguments[0])
    today = date.fromisoformat(arguments[1]) if len(arguments) > 1 else datetime.now(ZONE).date()
    beside = file.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(story.as_sent(), ensure_ascii=False) + "\n" for story in stories(today))
    beside.replace(file)


if __name__ == "__main__":
    main(sys.argv[1:])
