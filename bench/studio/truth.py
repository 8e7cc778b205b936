"""What happened in a take, as `truth.json` and `timeline.jsonl` say it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from bench.studio.film import FPS
from bench.studio.scenario import Scenario
from bench.studio.stage import SIZE, Look
from bench.studio.take import Click, Passage, Span, Take, Utterance

WHO = {"H": "helper", "L": "learner"}
SAME_TALK = 1.5
"""Off-topic lines of one kind with less than this many seconds between them are one."""

FLEETING = 0.15
"""Personal data seen for less than this many seconds (while the page moves) is left out."""

POINTED = 0.92
"""The share of the steps whose thing the helper points at."""

LEAD = (1.0, 2.0)
"""Seconds from there to the press."""


def truth(scenario: Scenario, take: Take) -> dict[str, Any]:
    """The truth, with the keys of the shipped samples."""
    passages = [p for p in take.passages if p.start is not None]
    return {
        "id": scenario.id,
        "title": scenario.title,
        "style": scenario.style,
        "seed": scenario.seed,
        "language": "fr",
        "duration": take.duration,
        "fps": FPS,
        "size": list(SIZE),
        "cursor_visible": not scenario.cursor.get("hidden"),
        "voices": scenario.voices,
        "steps": [_step(p) for p in passages if p.kind == "step"],
        "transcript": [_said(u) for u in sorted(take.utterances, key=lambda u: u.start)],
        "off_topic": _off_topic(take.utterances),
        "detours": [_detour(p) for p in passages if p.kind == "detour"],
        "clicks": [_click(c) for c in take.clicks],
        "scrolls": [_scroll(s) for s in take.scrolls],
        "page_loads": take.loads,
        "visual_events": [_event(*e) for e in sorted(take.events)],
        "pii": {"spoken": _spoken(take.utterances), "screen": _shown(take.looks, take.duration)},
        "audio_condition": scenario.audio_condition,
    }


def _step(passage: Passage) -> dict[str, Any]:
    typed = bool(passage.typings)
    clicks, click = passage.clicks, _main_click(passage)
    step: dict[str, Any] = {"start": round(passage.start, 2), "title": passage.title}
    step["action"] = "type" if typed else "click" if click else "scroll"
    if typed:
        step["typing"] = [passage.typings[0].start, passage.typings[-1].end]
    if passage.scrolls:
        step["scroll"] = [_scroll(s) for s in passage.scrolls]
    return step | {
        "end": round(passage.end, 2),
        "click": [click.x, click.y] if click else None,
        "click_time": click.t if click else None,
        "target_label": click.target.label if click else None,
        "target_box": list(click.target.box) if click else None,
        "n_clicks": len(clicks),
    }


def _main_click(passage: Passage) -> Click | None:
    """The press that the step is about: into the field that is typed in, else the last."""
    if not passage.clicks:
        return None
    return passage.clicks[0 if passage.typings else -1]


def _detour(passage: Passage) -> dict[str, Any]:
    return {
        "start": round(passage.start, 2),
        "why": passage.title,
        "clicks": [[c.t, c.x, c.y] for c in passage.clicks],
        "end": round(passage.end, 2),
    }


def _said(said: Utterance) -> dict[str, Any]:
    line = said.line
    row = {"start": round(said.start, 2), "end": round(said.end, 2)}
    row |= {"speaker": WHO[line.speaker], "text": line.text}
    if line.backchannel:
        row["kind"] = "backchannel"
    elif line.off:
        row["off"] = line.off
    return row


def _off_topic(utterances: list[Utterance]) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = []
    for said in sorted(utterances, key=lambda u: u.start):
        kind = said.line.off
        if not kind or said.line.backchannel:
            continue
        start, end = round(said.start, 2), round(said.end, 2)
        if spans and spans[-1]["kind"] == kind and start - spans[-1]["end"] < SAME_TALK:
            spans[-1]["end"] = max(spans[-1]["end"], end)
        else:
            spans.append({"start": start, "end": end, "kind": kind})
    return spans


def _click(click: Click) -> dict[str, Any]:
    target = click.target
    where = {"t": click.t, "x": click.x, "y": click.y}
    return where | {"target": target.label, "box": list(target.box), "id": target.id}


def _scroll(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "dy": round(span.amount)}


def _event(t: float, kind: str, what: str) -> dict[str, Any]:
    event = {"t": round(t, 2), "kind": kind}
    return event | {"what": what} if what else event


def _spoken(utterances: list[Utterance]) -> list[dict[str, Any]]:
    """Times inside a line go by characters: within some tenths of a second."""
    rows = []
    for said in utterances:
        characters = max(1, len(said.line.text.rstrip(".?! ")))
        for secret in said.line.secrets:
            shares = (min(1, n / characters) for n in (secret.first, secret.last))
            start, end = (round(said.start + (said.end - said.start) * s, 2) for s in shares)
            row = {"start": start, "end": end, "type": secret.type, "text": secret.value}
            rows.append(row | {"spoken": secret.spoken, "speaker": said.line.speaker})
    return rows


def _shown(looks: list[tuple[float, Look]], duration: float) -> list[dict[str, Any]]:
    """Personal data in sight, from when to when, at one place each."""
    open_rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    rows: list[dict[str, Any]] = []
    for t, look in looks:
        seen = {(id_, box): (kind, text) for id_, kind, text, box in look.pii}
        for key in [k for k in open_rows if k not in seen]:
            rows.append(open_rows.pop(key) | {"end": round(t, 2)})
        for (id_, box), (kind, text) in seen.items():
            row = {"start": round(t, 2), "end": duration, "type": kind}
            row |= {"text": text, "box": list(box), "id": id_}
            open_rows.setdefault((id_, box), row)["text"] = text
    rows += open_rows.values()
    kept = [row for row in rows if row["end"] - row["start"] >= FLEETING]
    return sorted(kept, key=lambda row: row["start"])


def timeline(take: Take, seed: int) -> Iterator[dict[str, Any]]:
    """The helper's pointer as the room would log it: plausible, not complete.

    As in the shipped samples: it shows the thing of most steps before it is pressed, never what the
    learner takes for it, and a place of no meaning now and then.
    """
    random = Random(seed)
    events = [
        {"t": round(t, 2), "kind": "mark", "by": "helper", "label": label}
        for t, label in take.marks
    ]
    for passage in take.passages:
        click = _main_click(passage) if passage.kind == "step" else None
        if click and random.random() < POINTED:
            events += _pointing(random, click.t - random.uniform(*LEAD), click.x, click.y)
    for _ in range(int(take.duration / 120)):
        x, y = random.randrange(SIZE[0]), random.randrange(SIZE[1])
        events += _pointing(random, random.uniform(5, take.duration), x, y)
    yield from sorted((e for e in events if e["t"] >= 0), key=lambda e: e["t"])


def _pointing(random: Random, t: float, x: int, y: int) -> Iterator[dict[str, Any]]:
    x, y = x + random.uniform(-10, 10), y + random.uniform(-6, 6)
    for n in range(random.randint(2, 5), -1, -1):
        wide = 60 if n else 0
        yield {
            "t": round(t - 0.2 * n, 2),
            "kind": "pointer",
            "by": "helper",
            "x": round(min(1, max(0, (x + random.uniform(-wide, wide)) / SIZE[0])), 3),
            "y": round(min(1, max(0, y / SIZE[1])), 3),
            "phase": "move" if n else "press",
        }
