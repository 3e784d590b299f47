"""What a category asks of its own and advises, on the form for raising."""

from tests.gateway.casework import RAISE, raising
from tests.gateway.form_reading import form_to, seen, send
from tests.gateway.visitors import Visitor

ADVICE = "If anybody is in danger, ring 999."
FLOOD = raising(category_id="flooding", subject="Water in the hall")


def test_questions_and_advice_come_before_anything_is_sent(visitor: Visitor) -> None:
    answer = send(visitor, RAISE, RAISE, **FLOOD)
    assert answer.status_code == 400
    assert ADVICE in seen(answer)
    assert seen(answer).count("Answer: Is there water inside a building?") == 2
    kept = form_to(answer, RAISE)
    assert kept["ask"] == FLOOD["ask"]
    sent = send(visitor, answer, RAISE, **{"answers-inside": "Yes, a hand deep."})
    assert sent.status_code == 303
    page = seen(visitor.get(sent.headers["Location"].removesuffix("/sent")))
    assert "Yes, a hand deep." in page


def test_advice_is_read_even_where_no_answer_is_needed(visitor: Visitor) -> None:
    answered = {"answers-inside": "No.", **FLOOD}
    answer = send(visitor, RAISE, RAISE, **answered)
    assert answer.status_code == 200
    assert ADVICE in seen(answer)
    assert send(visitor, answer, RAISE).status_code == 303


def test_a_category_that_ends_in_advice_is_not_sent(visitor: Visitor) -> None:
    first = send(visitor, RAISE, RAISE, **raising(category_id="wires-down"))
    assert "Keep away, and ring 105 now." in seen(first)
    assert send(visitor, first, RAISE).status_code == 400


def test_a_choice_brings_its_questions_as_a_part_of_the_page(visitor: Visitor) -> None:
    part = part_for(visitor, "flooding")
    assert ADVICE in part
    assert 'name="answers-since"' in part
    assert "Roughly is enough." in part
    assert part_for(visitor, "nowhere").strip() == ""


def test_a_draft_keeps_the_answers(visitor: Visitor) -> None:
    typed = {**FLOOD, "answers-inside": "Up to the skirting."}
    assert send(visitor, RAISE, RAISE, save_draft="yes", **typed).status_code == 303
    assert form_to(visitor.get(RAISE), RAISE)["answers-inside"] == "Up to the skirting."
    assert send(visitor, RAISE, "/requests/raise/discard").status_code == 303


def part_for(visitor: Visitor, category_id: str) -> str:
    """What is put into the page when a category is chosen."""
    answer = visitor.client.get(f"{RAISE}/questions?category_id={category_id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)
