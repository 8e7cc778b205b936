"""What is made of a master file to be watched: for editors, for drawing, for the public."""

from media.preview import preview
from media.publish import publish
from media.spans import PlacedSpan, ReplayInfo, Span
from media.waveform import waveform

__all__ = ["PlacedSpan", "ReplayInfo", "Span", "preview", "publish", "waveform"]
