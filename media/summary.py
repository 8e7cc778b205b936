"""What a tutorial is about: title, one sentence, service, skills, all proposed from its content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from media.aims import is_occasion
from media.language import Language
from media.main_title import MainTitle, main_title, small
from media.protect import mask_text
from media.service import find_service
from media.sounds import fold
from media.titles import step_target
from media.types import ScreenLine, Step, Summary, Utterance


def summarise(
    transcript: Sequence[Utterance],
    steps: Sequence[Step],
    lines: Sequence[ScreenLine],
    language: Language,
) -> Summary:
    """The proposed title, sentence, service and skills; never empty, never a personal value."""
    spoken = " ".join([u.text for u in transcript] + [s.title for s in steps])
    service = find_service(spoken, lines)
    # What is said and shown on a wrong way is not what the tutorial is for.
    said = [utterance for utterance in transcript if not _astray(utterance.start, steps)]
    shown = [line for line in lines if not _astray(line.start, steps)]
    about = main_title(said, steps, shown, language)
    return Summary(
        title=mask_text(_title(about, service, steps, language)),
        summary=mask_text(_sentence(about, service, steps, language)),
        service=service,
        skills=_skills(steps, language),
    )


def _title(about: MainTitle, service: str | None, steps: Sequence[Step], language: Language) -> str:
    title = str(about) or _fallback(steps, service, language)
    alone = about.deed == title and " " not in title and service
    return title + _on("on", service, language) if alone else title


def _on(template: str, service: str, language: Language) -> str:
    """The template with the service's site, as one says it."""
    titles = language.titles
    site = titles.sites.get(service) or titles.templates["site"].format(service=service)
    return titles.templates[template].format(service=site)


def _astray(t: float, steps: Sequence[Step]) -> bool:
    return any(step.mistake and step.start <= t < step.end for step in steps)


def _sentence(
    about: MainTitle, service: str | None, steps: Sequence[Step], language: Language
) -> str:
    """What the tutorial shows, in plain words; empty without steps. It does not say in how many:
    an editor who cuts one in two would have to count again."""
    if all(step.mistake for step in steps):
        return ""
    words = language.titles.templates
    what = small(about.deed or about.subject)
    told = service and fold(service) not in fold(str(about))
    where = _on("on", service, language) if service and told else ""
    if about.deed:
        which = f" ({small(about.subject)})" if about.subject else ""
        shows = words["shows_how"].format(what=what + which + where)
    elif about.subject and is_occasion(about.subject, language):
        shows = words["shows_for"].format(what=what + where)
    else:
        shows = _on("shows_on", service, language) if service else words["shows"]
        shows += f" : {what}" if about.subject else ""
    return f"{shows}."


def _fallback(steps: Sequence[Step], service: str | None, language: Language) -> str:
    """The service, else the last thing pressed by name, else a plain title."""
    words = language.titles.templates
    if service:
        return _on("tutorial_on", service, language)
    named = [step.title for step in steps if not step.mistake and step_target(step.title)]
    telling = [title for title in named if len((step_target(title) or "").split()) > 1]
    return (telling or named or [words["tutorial"]])[-1]


def _skills(steps: Sequence[Step], language: Language) -> tuple[str, ...]:
    """At most three skills that the steps exercise, the most exercised first."""
    done = [_exercised(step, language) for step in steps if not step.mistake]
    counts = {
        skill: sum(bool(_mentions(text, cues)) for text in done)
        for skill, cues in language.skills.items()
    }
    known = sorted((s for s in counts if counts[s]), key=lambda s: -counts[s])
    strong = [skill for skill in known if counts[skill] > 1] or known[:1]
    return tuple(strong[:3])


def _exercised(step: Step, language: Language) -> str:
    """What tells of a skill. To tell one's e-mail address in a form is no writing of e-mails."""
    if step.action == "type":
        label = step_target(step.title) or ""
        return fold(language.titles.templates["type_in"].format(label=label))
    return fold(f"{step.title} {step.target or ''} {step.text}")


def _mentions(text: str, cues: Iterable[str]) -> bool:
    return any(re.search(r"(?<!\w)" + re.escape(cue), text) for cue in cues)
