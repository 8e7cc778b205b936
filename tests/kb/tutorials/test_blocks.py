"""The step's block."""

import pytest
from wagtail.admin.telepath import JSContext
from wagtail.blocks.struct_block import StructBlockValidationError

from kb.tutorials.blocks import StepBlock, StepsBlock

ORDINARY = {"title": "Cliquer", "start": 1.0, "end": 2.0}


def test_an_end_comes_after_its_start():
    block = StepBlock()
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({**ORDINARY, "end": 1.0}))
    assert "end" in refusal.value.block_errors


def test_an_ordinary_step_passes():
    block = StepBlock()
    assert block.clean(block.to_python(ORDINARY))["title"] == "Cliquer"


def test_what_the_tools_write_is_hidden_and_survives_the_form():
    block = StepBlock()
    value = block.to_python({**ORDINARY, "still": "a.webp", "click_x": 0.5, "still_time": 1.5})
    form = {f"p-{name}": field for name, field in block.get_form_state(value).items()}
    sent = {name: "" if field is None else field for name, field in form.items()}
    back = block.clean(block.value_from_datadict(sent, {}, "p"))
    assert (back["still"], back["click_x"], back["still_time"]) == ("a.webp", 0.5, 1.5)
    hidden = {name for name, child in block.child_blocks.items() if child.field.widget.is_hidden}
    assert hidden == {
        "action", "still", "still_time", "click_x", "click_y", "target", "target_box", "mistake_of",
    }  # fmt: skip


def test_a_step_without_a_place_stays_without():
    block = StepBlock()
    sent = {"p-title": "A", "p-start": "1", "p-end": "2", "p-click_x": ""}
    back = block.clean(block.value_from_datadict(sent, {}, "p"))
    assert back["click_x"] is None


def test_the_editor_gets_its_modules_once():
    context = JSContext()
    context.pack(StepsBlock())
    media = str(context.media)
    assert media.count("editor/blocks.js") == 1
    assert 'type="module"' in media
