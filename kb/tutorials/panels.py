"""The panel beside the steps: the private recording with its transcript and waveform."""

from __future__ import annotations

from wagtail.admin.panels import Panel


class RecordingPanel(Panel):
    """Shows the recording of a tutorial; nothing where there is none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "tutorials/admin/recording_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.recording_id is not None
