"""The blocks of a tutorial: a list of steps, each of ONE action."""

from __future__ import annotations

from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockAdapter

ACTIONS = [
    ("click", _("Click")),
    ("type", _("Type")),
    ("scroll", _("Scroll")),
    ("choose", _("Choose")),
    ("wait", _("Wait")),
    ("read", _("Read")),
    ("other", _("Other")),
]


class HiddenCharBlock(blocks.CharBlock):
    """A value that the editor's tools write, not a person."""

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(required=False, max_length=200, widget=forms.HiddenInput, strip=True)


class HiddenFloatBlock(blocks.FloatBlock):
    """A number that the editor's tools write, not a person."""

    @cached_property
    def field(self) -> forms.FloatField:
        return forms.FloatField(required=False, widget=forms.HiddenInput)


class StepBlock(blocks.StructBlock):
    """ONE action: what to do, what is said, where to click, and the span of the recording.

    Times are seconds of the recording; `click_x` and `click_y` are 0–1 of the still; `target_box`
    is `x,y,width,height`, 0–1 as well.
    """

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=4)
    start = blocks.FloatBlock(label=_("Start (seconds)"), min_value=0)
    end = blocks.FloatBlock(label=_("End (seconds)"), min_value=0)
    mistake = blocks.BooleanBlock(
        label=_("A mistake, kept on purpose"),
        required=False,
        help_text=_("It shows a usual wrong turn, and how to come back."),
    )
    action = HiddenCharBlock(required=False, default="other")
    still = HiddenCharBlock(required=False)
    still_time = HiddenFloatBlock(required=False)
    click_x = HiddenFloatBlock(required=False)
    click_y = HiddenFloatBlock(required=False)
    target = HiddenCharBlock(required=False)
    target_box = HiddenCharBlock(required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"
        form_classname = "struct-block step-editor"
        template = "tutorials/blocks/step_block.html"
        preview_value = {"title": "Cliquez sur « Se connecter »", "start": 0.0, "end": 8.0}
        description = _("One action, with its picture and its piece of the recording")


class StepsBlock(blocks.StreamBlock):
    """The steps, in order."""

    step = StepBlock()

    class Meta:
        required = False
        label = _("Steps")
