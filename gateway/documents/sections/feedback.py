"""What members thought of the answers, in numbers and words, and what is done about it."""

from datetime import date

from gateway.charts.specs import shares
from gateway.documents.content import Chart, Row, Section, Table
from gateway.documents.exact_numbers import count, share
from gateway.documents.paper import Paper
from gateway.documents.wording import counted, day, joined

QUESTIONS = (  # question, figure, its words in a table, in a sentence
    ("speed", "moderately_or_better", "Speed: moderately happy or better", "moderately happy or better"),
    ("quality", "satisfactory_or_better", "Quality: satisfactory or better", "satisfactory or better"),
    ("quality", "good_or_better", "Quality: good or excellent", "good or excellent"),
)


def feedback(paper: Paper) -> Section:
    """How happy members were with speed and quality."""
    found = paper.figures["feedback"]
    speed, quality = found["speed"], found["quality"]
    if not speed["answered"] and not quality["answered"]:
        return Section("feedback", "What members thought", ("No member gave feedback in this period.",))
    bars = [
        _bar(words, found[question][figure], found[question]["answered"])
        for question, figure, words, _ in QUESTIONS
    ]
    said = (
        _sentence("the speed of the answer", speed, ("moderately_or_better",)),
        _sentence("its quality", quality, ("satisfactory_or_better", "good_or_better")),
    )
    rows = tuple(
        Row(
            words,
            (
                count(found[question]["answered"]),
                count(found[question][figure]),
                share(found[question][figure], found[question]["answered"]),
            ),
            opens=({"figure": question}, {"figure": figure}, {"figure": figure}),
        )
        for question, figure, words, _ in QUESTIONS
    )
    caption = f"Feedback given from {day(paper.since)} to {day(paper.as_at)}"
    return Section(
        "feedback",
        "What members thought",
        said,
        Chart(shares([bar for bar in bars if bar[2]]), f"Bar chart of members’ feedback. {' '.join(said)}"),
        (Table(caption, ("Question", "Answered", "Said so", "Share"), rows),),
    )


def comments(paper: Paper) -> Section:
    """Comments that the editor chose among those that may be quoted."""
    words = () if paper.comments else ("No comment was chosen for this paper.",)
    return Section("comments", "In members’ words", words, quotes=tuple(paper.comments))


def improvements(paper: Paper) -> Section:
    """The improvement actions, with their owners and dates."""
    heading = "What is being improved"
    if not paper.improvements:
        return Section("improvements", heading, ("No improvement action is recorded.",))
    rows = tuple(
        Row(str(one["action"]), (one["owner"], _by(one["due_on"]), one["standing"]))
        for one in paper.improvements
    )
    table = Table("Improvement actions", ("Action", "Owner", "By", "Where it stands"), rows)
    return Section("improvements", heading, tables=(table,))


def _bar(words: str, part: int, whole: int) -> tuple[str, int, int, str]:
    return words, part, whole, f"{share(part, whole)} of {whole:,}"


def _by(due_on: str | None) -> str:
    return day(date.fromisoformat(due_on)) if due_on else "no date"


def _sentence(about: str, answers: dict[str, int], figures: tuple[str, ...]) -> str:
    answered = answers["answered"]
    if not answered:
        return f"Nobody answered the question about {about}."
    words = {figure: sentence for _, figure, _, sentence in QUESTIONS}
    found = [f"{answers[one]:,} said {words[one]} ({share(answers[one], answered)})" for one in figures]
    return f"Of {counted(answered, 'answer')} about {about}, {joined(found)}."
