"""Steps that many tutorials have in common: who shows them, and the list of them in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import SnippetViewSet

from kb.tutorials.models import SharedSteps, TutorialPage


def users_of(shared: SharedSteps) -> list[int]:
    """The ids of the live tutorials that show these steps."""
    used = ReferenceIndex.get_references_to(shared).values_list("object_id", flat=True)
    ids = {int(pk) for pk in used if str(pk).isdigit()}
    return list(TutorialPage.objects.live().filter(pk__in=ids).values_list("pk", flat=True))


class SharedStepsViewSet(SnippetViewSet):
    """The list of shared steps; Wagtail says in how many places each is used."""

    model = SharedSteps
    icon = "copy"
    list_display = ["name", "tutorial", Column("count", label=_("Steps"), accessor="count")]
    panels = [
        FieldPanel("name"),
        FieldPanel("text"),
        PageChooserPanel("tutorial", "tutorials.TutorialPage"),
        FieldRowPanel(
            [
                FieldPanel("first", help_text=_("Empty: from the first.")),
                FieldPanel("last", help_text=_("Empty: to the last.")),
            ]
        ),
    ]
