"""How the figures prove themselves, and how the paper came about."""

from gateway.documents.content import Row, Section, Table
from gateway.documents.paper import Paper
from gateway.documents.wording import day


def checks(paper: Paper) -> Section:
    """The identities, each with whether it holds."""
    found = paper.figures["checks"]
    heading = "How the figures add up"
    if not found:
        words = "The sums are checked when the period begins with the first request; this one begins later."
        return Section("checks", heading, (words,))
    rows = tuple(Row(check["name"], ("holds" if check["holds"] else "DOES NOT HOLD",)) for check in found)
    wrong = [check["name"] for check in found if not check["holds"]]
    words = (
        f"{len(wrong)} of the {len(found)} sums below do not hold: until they do, rely on no figure here."
        if wrong
        else "Every sum below was checked as this paper was made."
    )
    return Section(
        "checks", heading, (words,), tables=(Table("Sums that must hold", ("Sum", "Result"), rows),)
    )


def about(paper: Paper) -> Section:
    """What the paper counts and how; who issued it."""
    as_at = day(paper.as_at)
    sentences = [
        f"Where requests stand is as at the end of {as_at}, rebuilt from what happened.",
        f"What was made, answered, closed and said is counted from {day(paper.since)} to that day.",
        "A request counts for the service that leads it on that day.",
        "Percentages and averages are rounded half up.",
    ]
    made = f"Made by version {paper.definitions} of the definitions."
    if paper.issue:
        sentences.append(f"Issued by {paper.issue.issued_by} on {day(paper.issue.issued_at)}. {made}")
    else:
        sentences.append(f"A draft: this paper has not been issued. {made}")
    return Section("about", "About this paper", (" ".join(sentences[:4]), *sentences[4:]))
