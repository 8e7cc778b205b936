"""The blocks of a tutorial: a list of steps, each of ONE action."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

EDITOR_MEDIA = forms.Media(
    js=[
        forms.Script("tutorials/editor/blocks.js", type="module"),
        forms.Script("tutorials/editor/recording.js", type="module"),
    ],
    css={"all": ["tutorials/editor/editor.css"]},
)


class HiddenCharBlock(blocks.CharBlock):
    """A value that the editor's tools write, not a person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.field.widget = forms.HiddenInput()


class HiddenFloatBlock(blocks.FloatBlock):
    """A number that the editor's tools write, not a person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = forms.HiddenInput()


class SecondsBlock(blocks.FloatBlock):
    """A time in the recording."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, **kwargs)
        self.field.widget.attrs.update({"step": "any", "inputmode": "decimal"})


class StepBlock(blocks.StructBlock):
    """ONE action: what to do, what is said, where to click, and the span of the recording.

    Times are seconds of the recording; `click_x` and `click_y` are 0–1 of the still; `target_box`
    is `x,y,width,height`, 0–1 as well; `still` is the name of a private file of the recording;
    `mistake_of` is the id of the block of the step that a mistake belongs to.
    """

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    start = SecondsBlock(label=_("From"))
    end = SecondsBlock(label=_("to"))
    mistake = blocks.BooleanBlock(label=_("A usual mistake, kept on purpose"), required=False)
    action = HiddenCharBlock(required=False, default="other")
    still = HiddenCharBlock(required=False)
    still_time = HiddenFloatBlock(required=False)
    click_x = HiddenFloatBlock(required=False)
    click_y = HiddenFloatBlock(required=False)
    target = HiddenCharBlock(required=False)
    target_box = HiddenCharBlock(required=False)
    mistake_of = HiddenCharBlock(required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"
        form_template = "tutorials/admin/step_form.html"
        template = "tutorials/blocks/step_block.html"
        preview_value = {"title": "Cliquez sur « Se connecter »", "start": 0.0, "end": 8.0}
        description = _("One action, with its picture and its piece of the recording")

    def clean(self, value: Any) -> Any:
        """The value, with an end after its start."""
        result = super().clean(value)
        start, end = result.get("start"), result.get("end")
        if start is not None and end is not None and end <= start:
            error = ValidationError(_("The end must come after the start."))
            raise StructBlockValidationError(block_errors={"end": error})
        return result


class SharedBlock(blocks.StructBlock):
    """Steps that are kept once and shown in many tutorials."""

    steps = SnippetChooserBlock("tutorials.SharedSteps", label=_("Shared steps"))

    class Meta:
        icon = "copy"
        label = _("Shared steps")
        description = _("Steps that many tutorials have in common, changed once for all")


class StepsBlock(blocks.StreamBlock):
    """The steps, in order."""

    step = StepBlock()
    shared = SharedBlock()

    class Meta:
        required = False
        label = _("Steps")


class StepBlockAdapter(StructBlockAdapter):
    """Draws a step with its picture and its tools."""

    js_constructor = "kb.tutorials.StepBlock"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + EDITOR_MEDIA


class StepsBlockAdapter(StreamBlockAdapter):
    """Lets the tools of a step reach the step after it."""

    js_constructor = "kb.tutorials.StepsBlock"

    @cached_property
    def media(self) -> forms.Media:
        return super().media + EDITOR_MEDIA


register(StepBlockAdapter(), StepBlock)
register(StepsBlockAdapter(), StepsBlock)
