"""How members use the service: how many requests each, and how they come in."""

from gateway.charts.specs import bars
from gateway.documents.content import Chart, Row, Section, Table
from gateway.documents.exact_numbers import count, half_up, mean_of, share
from gateway.documents.paper import Paper
from gateway.documents.wording import counted, day, joined, plural
from services.contracts.reporting_vocabulary import BY_USE

BANDS = (("0-29", "0 to 29 requests"), ("30-69", "30 to 69 requests"), ("70+", "70 requests or more"))
CHANNELS = (("online", "Raised online"), ("logged_by_officer", "Logged by an officer"))


def usage(paper: Paper) -> Section:
    """Members by how much they asked for, and the share of each channel. No member is named."""
    found = paper.figures["usage"]
    heaps = [(name, found["bands"][band]) for band, name in BANDS]
    said = joined([f"{members:,} made {name}" for name, members in heaps])
    chart = Chart(bars(heaps, "Members"), f"Bar chart of members by the requests they made: {said}.")
    return Section(
        "usage",
        "Use by members",
        _sentences(paper),
        chart if found["members"] else None,
        (_members(paper), _channels(paper)),
    )


def _sentences(paper: Paper) -> tuple[str, ...]:
    found, channels = paper.figures["usage"], paper.figures["channels"]
    if not found["members"]:
        return (f"No member was serving on {day(paper.as_at)}.",)
    bands = joined([f"{found['bands'][band]:,} made {name}" for band, name in BANDS])
    first = f"Of {counted(found['members'], 'member')} serving on {day(paper.as_at)}, {bands}."
    second = ""
    mean = mean_of(found["mean"], found["members"])
    if mean is not None:
        each = counted(int(half_up(mean.value)), "request")
        second = f"On average a member made {each}; the most that one member made is {found['highest']:,}."
    if found["former"]:
        second += f" Former members made {found['former']:,}."
    all_of_them = channels["online"] + channels["logged_by_officer"]
    online = share(channels["online"], all_of_them)
    third = (
        f"{channels['online']:,} of {all_of_them:,} {plural(all_of_them, 'request', 'requests')} "
        f"{plural(channels['online'], 'was', 'were')} raised online ({online})."
        if online
        else ""
    )
    return tuple(sentence for sentence in (first, second.strip(), third) if sentence)


def _members(paper: Paper) -> Table:
    found = paper.figures["usage"]
    rows = [
        Row(
            name,
            (count(found["bands"][band]), share(found["bands"][band], found["members"])),
            opens=({"figure": figure},) * 2,
        )
        for (band, name), figure in zip(BANDS, BY_USE, strict=False)
    ]
    total = Row("Members serving", (count(found["members"]), share(found["members"], found["members"])), 0)
    return Table(
        f"Members serving on {day(paper.as_at)}, by the requests they made",
        ("Requests made", "Members", "Share"),
        (total, *rows),
    )


def _channels(paper: Paper) -> Table:
    channels = paper.figures["channels"]
    whole = sum(channels[channel] for channel, _ in CHANNELS)
    rows = tuple(
        Row(
            name,
            (count(channels[channel]), share(channels[channel], whole)),
            opens=({"figure": channel},) * 2,
        )
        for channel, name in CHANNELS
    )
    return Table("How requests came in", ("Channel", "Requests", "Share"), rows)
