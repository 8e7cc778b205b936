"""A tiny scenario played on paper: its truth says what was played."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

pytest.importorskip("playwright", reason="the studio draws its pages with Playwright")

from bench.sessions import SAMPLES
from bench.studio.director import Director
from bench.studio.scenario import SCENARIOS, Act, Line, build, load, parse
from bench.studio.stage import Look, Target
from bench.studio.truth import timeline, truth

SCRIPT = """
H greeting> Bonjour !
-- mauvais lien
click Autre
== Ouvrir le dossier
H> Cliquez sur Dossier.
L~ oui
click Dossier {load=1.5}
L digression> Il fait beau.
== Saisir le téléphone
L> C'est le {telephone|06 39 98 00 01|zéro six, trente-neuf}.
type Téléphone = 06
scroll 100
"""


@dataclass
class Paper:
    """A stage without a browser: three things on one page."""

    pictures: dict[str, bytes] = field(default_factory=dict)
    boxes = {
        "Autre": (0, 0, 80, 40),
        "Dossier": (100, 200, 90, 30),
        "Téléphone": (100, 300, 200, 40),
    }
    typed: str = ""
    pending: str | None = None
    top: float = 0.0

    def show(self, page: str) -> None:
        self.typed = ""

    def find(self, label: str) -> Target:
        return Target(label.lower(), label, self.boxes[label])

    def hover(self, x: int, y: int) -> None: ...

    def press(self, x: int, y: int) -> None:
        self.pending = "file" if 200 <= y < 230 else None

    def key(self, key: str) -> None:
        self.typed += key

    def scroll(self, pixels: float) -> float:
        self.top += pixels
        return pixels

    def do(self, change: str, text: str = "") -> None: ...

    def look(self) -> Look:
        pii = (("tel", "telephone", self.typed, self.boxes["Téléphone"]),) if self.typed else ()
        pending, self.pending = self.pending, None
        return Look(f"{self.typed}{self.top}", pii, pending=pending)


@pytest.fixture
def played():
    settings = {"title": "Essai", "style": "", "seed": 7, "site": "paper", "first_page": "home"}
    voices = {"H": "one", "L": "two"}
    scenario = build("essai", settings | {"voices": voices, "script": SCRIPT})
    take = Director(scenario, Paper(), lambda line: len(line.text) / 15).play()
    return scenario, take


def test_truth_has_the_keys_of_the_samples(played):
    sample = json.loads((SAMPLES / "s1_cv" / "truth.json").read_text("utf-8"))
    assert list(truth(*played)) == list(sample)


def test_steps_are_ordered_and_hold_what_was_done(played):
    told = truth(*played)
    opened, typed = told["steps"]
    assert opened["start"] < opened["click_time"] < opened["end"] <= typed["start"]
    assert (opened["action"], opened["target_label"]) == ("click", "Dossier")
    assert typed["action"] == "type"
    assert typed["click_time"] < typed["typing"][0] < typed["typing"][1] <= typed["end"]
    assert typed["scroll"] == told["scrolls"]


def test_clicks_lie_in_their_boxes(played):
    for click in truth(*played)["clicks"]:
        x, y, width, height = click["box"]
        assert x <= click["x"] <= x + width
        assert y <= click["y"] <= y + height


def test_a_page_is_there_when_it_was_loaded(played):
    told = truth(*played)
    pages = [e["t"] for e in told["visual_events"] if e["kind"] == "page"]
    assert told["page_loads"] == [pytest.approx(told["steps"][0]["click_time"] + 1.5, abs=0.02)]
    assert told["page_loads"][0] in pages


def test_a_detour_is_no_step(played):
    (detour,) = truth(*played)["detours"]
    assert detour["why"] == "mauvais lien"
    assert len(detour["clicks"]) == 1


def test_off_topic_talk_lies_outside_steps(played):
    told = truth(*played)
    for talk in told["off_topic"]:
        assert all(talk["end"] <= s["start"] or talk["start"] >= s["end"] for s in told["steps"])


def test_a_backchannel_lies_over_the_line_before(played):
    rows = truth(*played)["transcript"]
    line, heard = next(p for p in pairwise(rows) if p[1].get("kind") == "backchannel")
    assert line["start"] < heard["start"] < line["end"]


def test_personal_data_is_said_within_its_line_and_shown_once_typed(played):
    told = truth(*played)
    (spoken,), (shown,) = told["pii"]["spoken"], told["pii"]["screen"]
    line = next(row for row in told["transcript"] if "trente-neuf" in row["text"])
    assert line["start"] < spoken["start"] < spoken["end"] <= line["end"]
    assert shown["text"] == "06"
    assert shown["start"] == pytest.approx(told["steps"][1]["typing"][0], abs=0.02)


def test_the_timeline_is_in_order(played):
    times = [event["t"] for event in timeline(played[1], seed=1)]
    assert times == sorted(times)


def test_the_same_seed_gives_the_same_session(played):
    again = Director(played[0], Paper(), lambda line: len(line.text) / 15).play()
    assert truth(played[0], again) == truth(*played)


def test_every_scenario_can_be_read():
    for path in SCENARIOS.glob("*.yaml"):
        assert load(path.stem).script


def test_a_script_tells_lines_from_deeds():
    line, act = parse("L@0.5> Et là ?\nclick Envoyer {load=1.2}")
    assert line == Line("L", "Et là ?", at=0.5)
    assert act == Act("click", "Envoyer", options={"load": 1.2})
    with pytest.raises(ValueError, match="No such thing"):
        parse("dance")
