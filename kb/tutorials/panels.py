"""The panel beside the steps: the private recording with its transcript and waveform."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.admin.panels import MultiFieldPanel, Panel

from kb.recordings.permissions import recording_allows


class DeskPanel(MultiFieldPanel):
    """The steps, and beside them the recording; one above the other where there is less room."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "tutorials/admin/desk_panel.html"


class RecordingPanel(Panel):
    """Shows the recording of a tutorial to whoever may see it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "tutorials/admin/recording_panel.html"

        def is_shown(self) -> bool:
            recording = self.instance.recording
            return (
                super().is_shown()
                and recording is not None
                and recording_allows(self.request.user, recording, "see")
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # The models import this file, and the selectors import the models.
            from kb.tutorials.desk import desk_data
            from kb.tutorials.hints import personal_places, plain_hints

            context = super().get_context_data(parent_context)
            recording = self.instance.recording
            may_edit = recording_allows(self.request.user, recording, "edit")
            context["recording"] = recording
            context["may_edit"] = may_edit
            context["desk"] = desk_data(recording)
            context["checked"] = self._checked()
            context["personal"] = personal_places(self.instance)
            context["plainer"] = plain_hints(self.instance)
            return context

        def _checked(self) -> dict[str, Any]:
            """What was found when the public files were last looked at: `at`, `findings`."""
            publication = getattr(self.instance, "publication", None)
            kept = publication.checked if publication else {}
            return {**kept, "at": datetime.fromisoformat(kept["at"])} if kept else {}
