"""What a person who reviews should look at again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kb.tutorials.models import TutorialPage
from media.protect import mask_text


def personal_places(page: TutorialPage) -> list[str]:
    """Where the words of `page` look like personal data: its title, its summary, its steps.

    The machine's own words are masked; those that a person types are theirs to decide upon, as an
    office's telephone number is nobody's secret.
    """
    places = [(_("the title"), page.title), (_("the summary"), page.summary)]
    for number, step in enumerate(page.own_steps, start=1):
        words = f"{step.value['title']}\n{step.value['text']}"
        places.append((_("step %(number)d") % {"number": number}, words))
    return [place for place, words in places if mask_text(words) != words]
