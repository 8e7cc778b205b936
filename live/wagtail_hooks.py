"""The opening hours in the admin: the one thing of live assistance that editors set."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from live.models import OpeningHours


class OpeningHoursViewSet(SnippetViewSet):
    """A row for each span of a weekday; without any it is always open."""

    model = OpeningHours
    icon = "time"
    menu_label = _("Opening hours")
    menu_order = 70
    add_to_admin_menu = True
    list_display = ["get_weekday_display", "opens", "closes"]
    form_fields = ["weekday", "opens", "closes"]
    ordering = ["weekday", "opens"]


register_snippet(OpeningHoursViewSet)
