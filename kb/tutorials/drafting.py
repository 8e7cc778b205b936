"""From what the machine found to the steps of a draft. Pure: values in, the stream's value out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from media.types import Step, to_json
from media.wording import typeset, without_remains

SAME_STEP = 0.5
"""Two spans that share at least this part of their union are the same step."""

_TITLE_MAX = 200


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """A block of the draft before: its id stays with the step that it shows."""

    id: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Canvas:
    """The size of the picture in pixels; None where there is only sound."""

    width: int | None
    height: int | None


def device_shown(canvas: Canvas) -> str:
    """What the picture most likely shows: a screen that is taller than wide is a phone's. A tablet
    looks like either, so an editor says it. Empty where there is no picture."""
    if not canvas.width or not canvas.height:
        return ""
    return "phone" if canvas.height > canvas.width else "computer"


def draft_steps(
    steps: Sequence[Step],
    stills: Sequence[str | None],
    canvas: Canvas,
    *,
    namespace: uuid.UUID,
    known: Sequence[KnownBlock] = (),
) -> list[dict[str, Any]]:
    """The raw value of the stream of steps, in order.

    Ids come from `known` where a step is still there, else from `namespace` and the step's start:
    the same steps always get the same ids. `stills` has one file name, or None, per step.
    """
    ids = _ids(steps, namespace, known)
    names = [*stills, *[None] * (len(steps) - len(stills))]
    return [
        {
            "type": "step",
            "id": id_,
            "value": {**_value(step, name, canvas), "mistake_of": _block_of(step, ids)},
        }
        for step, name, id_ in zip(steps, names, ids, strict=False)
    ]


def step_grounds(
    steps: Sequence[Step], plain_titles: Sequence[str], content: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What each step of the draft rests on, by the id of its block: its evidence, and the title in
    the words of the recording where a model has put it in others.

    `content` is what `draft_steps` made of the steps.
    """
    return {
        block["id"]: {
            "evidence": to_json(step.evidence),
            "plain_title": "" if plain == step.title else _short(typeset(plain), _TITLE_MAX),
        }
        for step, plain, block in zip(steps, plain_titles, content, strict=True)
    }


def _block_of(mistake: Step, ids: Sequence[str]) -> str:
    """The id of the block of the step that a mistake belongs to; empty where there is none."""
    number = mistake.mistake_of
    return ids[number] if number is not None and 0 <= number < len(ids) else ""


def _value(step: Step, still: str | None, canvas: Canvas) -> dict[str, Any]:
    x, y = _relative(step.click, canvas)
    title = typeset(step.title)
    return {
        "title": _short(title, _TITLE_MAX),
        "text": _text(step.text, title),
        "start": round(step.start, 3),
        "end": round(step.end, 3),
        "mistake": step.mistake,
        "action": step.action,
        "still": still or "",
        "still_time": step.still if still else None,
        "click_x": x,
        "click_y": y,
        "target": _short(step.target or "", _TITLE_MAX),
        "target_box": _relative_box(step, canvas),
    }


def _text(said: str, title: str) -> str:
    """What the text adds to the title: nothing where it only says the title again."""
    text = without_remains(typeset(said))
    return "" if text.rstrip(".") == title.rstrip(".") else text


def _relative(point: tuple[int, int] | None, canvas: Canvas) -> tuple[float | None, float | None]:
    if point is None or not canvas.width or not canvas.height:
        return None, None
    return _share(point[0], canvas.width), _share(point[1], canvas.height)


def _relative_box(step: Step, canvas: Canvas) -> str:
    if step.target_box is None or not canvas.width or not canvas.height:
        return ""
    x, y, width, height = step.target_box
    shares = (
        _share(x, canvas.width),
        _share(y, canvas.height),
        _share(width, canvas.width),
        _share(height, canvas.height),
    )
    return ",".join(str(share) for share in shares)


def _share(pixels: float, size: int) -> float:
    return round(min(1.0, max(0.0, pixels / size)), 4)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _ids(steps: Sequence[Step], namespace: uuid.UUID, known: Sequence[KnownBlock]) -> list[str]:
    pairs = sorted(
        (
            (_shared(step, block), number, block.id)
            for number, step in enumerate(steps)
            for block in known
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    taken: set[str] = set()
    for shared, number, id_ in pairs:
        if shared >= SAME_STEP and number not in found and id_ not in taken:
            found[number] = id_
            taken.add(id_)
    for number, step in enumerate(steps):
        if number not in found:
            found[number] = _new_id(step, namespace, taken)
            taken.add(found[number])
    return [found[number] for number in range(len(steps))]


def _new_id(step: Step, namespace: uuid.UUID, taken: set[str]) -> str:
    name, again = f"step {step.start:.3f}", 0
    while (id_ := str(uuid.uuid5(namespace, f"{name} {again}"))) in taken:
        again += 1
    return id_


def _shared(step: Step, block: KnownBlock) -> float:
    both = min(step.end, block.end) - max(step.start, block.start)
    either = max(step.end, block.end) - min(step.start, block.start)
    return both / either if both > 0 and either > 0 else 0.0
