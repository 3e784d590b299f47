"""A guide for members, for officers, for Member Services and for administrators; anybody may read them."""

from flask import Blueprint, render_template

from gateway.current_person import current_person
from gateway.guide_pages.guides import GUIDES, SLUGS

blueprint = Blueprint("guide", __name__)


@blueprint.get("/guide/")
def show() -> str:
    """All guides; the reader's own ones first."""
    person = current_person()
    own = [guide for guide in GUIDES.values() if person and person.holds(*guide.roles)]
    others = [guide for guide in GUIDES.values() if guide not in own]
    return render_template("guide/guides.html", guides=[*own, *others])


@blueprint.get(f"/guide/<any({SLUGS}):slug>")
def read(slug: str) -> str:
    """One guide, on one page that can be searched and printed."""
    return render_template(f"guide/{slug}.html", guide=GUIDES[slug])
