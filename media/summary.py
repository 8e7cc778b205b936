"""What a tutorial is about: title, one sentence, service, skills, all proposed from its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache

from media.cues import DATA, lexicon
from media.protect import mask_text
from media.sounds import fold
from media.types import Step, Summary, Utterance

BEGINNING = 120.0  # Seconds in which the aim is stated, if it is.
MOST_WORDS = 12


def summarise(transcript: Sequence[Utterance], steps: Sequence[Step]) -> Summary:
    """The proposed title, sentence, service and skills; never empty, never a personal value."""
    spoken = fold(" ".join([u.text for u in transcript] + [s.title for s in steps]))
    service = _service(spoken)
    aim = _aim(transcript)
    title = aim or _fallback(steps, service)
    return Summary(
        title=mask_text(title),
        summary=mask_text(_sentence(aim, service, steps)),
        service=service,
        skills=_skills(steps),
    )


def _sentence(aim: str | None, service: str | None, steps: Sequence[Step]) -> str:
    """What the tutorial shows and in how many steps, in plain words; empty without steps."""
    count = sum(not step.mistake for step in steps)
    if not count:
        return ""
    words = lexicon()["titles"]
    if aim:
        # "Votre rendez-vous" names the occasion, "Prendre rendez-vous" what is done.
        occasion = fold(aim.split()[0]) in lexicon()["possessives"].values()
        shows = words["shows_for" if occasion else "shows_how"].format(
            what=aim[:1].lower() + aim[1:]
        )
    else:
        shows = words["shows_on"].format(what=service) if service else words["shows"]
    return f"{shows} {words['steps'] if count > 1 else words['step']}".format(count=count)


def _aim(transcript: Sequence[Utterance]) -> str | None:
    """The aim as stated at the beginning, as a title."""
    early = [u for u in transcript if u.start < BEGINNING]
    words = lexicon()
    for pattern in words["aims"]:
        for utterance in early:
            text = utterance.text.replace("’", "'")
            found = re.search(pattern.replace("INF", words["infinitive"]), text, re.IGNORECASE)
            if found and len(found[1].split()) >= 2:
                return _as_title(found[1])
    return None


def _as_title(phrase: str) -> str:
    phrase = re.split(r"\s(?:mais|parce|car|et puis|donc|s'il)\s", phrase)[0]
    mine = lexicon()["possessives"]
    words = [mine.get(word, word) for word in phrase.split()]
    title = re.sub(r"^(m'|me )", "", " ".join(words[:MOST_WORDS])).strip()
    return title[:1].upper() + title[1:]


def _fallback(steps: Sequence[Step], service: str | None) -> str:
    good = [step.title for step in steps if not step.mistake]
    plain = lexicon()["titles"]["tutorial"]
    if service:
        return f"{plain} sur {service}"
    return good[-1] if good else plain


def _service(spoken: str) -> str | None:
    """The service named most often."""
    counts = {name: _count(spoken, cues) for name, cues in _table("services").items()}
    name = max(counts, key=counts.__getitem__)
    return name if counts[name] else None


def _skills(steps: Sequence[Step]) -> tuple[str, ...]:
    """At most three skills that the steps exercise, the most exercised first."""
    done = [fold(f"{step.title} {step.text}") for step in steps if not step.mistake]
    counts = {
        skill: sum(bool(_count(text, cues, whole=False)) for text in done)
        for skill, cues in _table("skills").items()
    }
    known = sorted((s for s in counts if counts[s]), key=lambda s: -counts[s])
    strong = [skill for skill in known if counts[skill] > 1] or known[:1]
    return tuple(strong[:3])


def _count(text: str, cues: Iterable[str], *, whole: bool = True) -> int:
    end = r"(?!\w)" if whole else ""
    return sum(len(re.findall(r"(?<!\w)" + re.escape(cue) + end, text)) for cue in cues)


@cache
def _table(name: str) -> dict[str, list[str]]:
    return json.loads((DATA / f"{name}.fr.json").read_text(encoding="utf-8"))
