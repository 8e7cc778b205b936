"""What a tutorial is about: title, one sentence, service, skills, all proposed from its content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from media.heard import code_of
from media.language import Language
from media.protect import mask_text
from media.service import find_service, known_words
from media.shown.page import is_address_bar
from media.sounds import fold
from media.titles import step_target
from media.types import ScreenLine, Step, Summary, Utterance

BEGINNING = 120.0  # Seconds in which the aim is stated, if it is.
MOST_WORDS, LEAST_WORDS = 12, 2
TELLING = 4  # Letters of sound by which a misheard word is known on the screen.
ALIKE = 82.0  # Of 100: how near it comes.
HEADING = 1.25  # Times as high as the other lines.
STEM = 6  # Letters of a word that its forms have in common.
LAST = 2  # Steps at the end whose buttons tell what was done where nothing else does.
BAR = 0.15  # Of the height: above are the bars of browser and site.
LOOKED_AT = 2.0  # Seconds in which a heading is read.
ENDED = re.compile(r"\?|[.!…]\s")  # A question, or a sentence after which another follows.
WORD = re.compile(r"[\w'’-]+")


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
    aim = _aim(said, lines, language)
    if not aim or _is_occasion(aim, language):
        aim = _deed(steps, shown, said, aim or "", language) or aim
    title = aim or _fallback(steps, service, language)
    return Summary(
        title=mask_text(title),
        summary=mask_text(_sentence(aim, service, steps, language)),
        service=service,
        skills=_skills(steps, language),
    )


def _astray(t: float, steps: Sequence[Step]) -> bool:
    return any(step.mistake and step.start <= t < step.end for step in steps)


def _sentence(
    aim: str | None, service: str | None, steps: Sequence[Step], language: Language
) -> str:
    """What the tutorial shows, in plain words; empty without steps. It does not say in how many:
    an editor who cuts one in two would have to count again."""
    if all(step.mistake for step in steps):
        return ""
    words = language.titles.templates
    if aim:
        name = "shows_for" if _is_occasion(aim, language) else "shows_how"
        told = service and fold(service) not in fold(aim)
        where = words["on"].format(service=service) if told else ""
        what = aim if aim[1:2].isupper() else aim[:1].lower() + aim[1:]
        shows = words[name].format(what=what + where)
    else:
        shows = words["shows_on"].format(service=service) if service else words["shows"]
    return f"{shows}."


def _is_occasion(aim: str, language: Language) -> bool:
    """Whether the words name an occasion ("Votre rendez-vous"), not what is done."""
    return fold(aim.split()[0]) in language.titles.possessives.values()


def _aim(
    transcript: Sequence[Utterance], lines: Sequence[ScreenLine], language: Language
) -> str | None:
    """The aim as stated at the beginning, as a title; misheard words put right or left out."""
    early = [u for u in transcript if u.start < BEGINNING] if language.verbs else []
    for pattern in language.titles.aims:
        for utterance in early:
            found = pattern.search(utterance.text.replace("’", "'"))
            aim = _as_title(found[1], lines, language) if found else ""
            told = len(aim.split()) >= LEAST_WORDS
            if told and not language.titles.idle.match(fold(aim)):
                return aim
    return None


def _as_title(phrase: str, lines: Sequence[ScreenLine], language: Language) -> str:
    titles = language.titles
    phrase = titles.aim_breaks.split(phrase)[0]
    phrase = _without_unknown_names(_put_right(phrase, lines, language), lines, language)
    words = titles.aim_start.sub("", phrase).split()[:MOST_WORDS]
    while words and fold(words[-1]) in titles.trailing:
        words.pop()
    occasion = words and words[0].lower() in titles.possessives.values()
    if words and not occasion and not titles.infinitive.match(fold(words[0])):
        # "Aujourd'hui on inscrit votre fille."
        first = _infinitive(words[0], language)
        words = [first, *words[1:]] if first else []
    return _as_name(words, language)


def _put_right(phrase: str, lines: Sequence[ScreenLine], language: Language) -> str:
    """The phrase with words as the screen writes them, where they sound the same or nearly so."""
    written = {word for line in lines for word in WORD.findall(line.text)}
    plain = {fold(word): word for word in written if not word[:1].isupper()}
    shown = {fold(word) for word in written}
    by_sound = {code_of(word, language.sound): word for word in written if not word[:1].isupper()}

    def right(found: re.Match[str]) -> str:
        word, code = found[0], code_of(found[0], language.sound)
        if not found.start() or fold(word) in shown or len(code) < TELLING:
            # The first is the verb, which the screen has in many forms.
            return word
        near = process.extractOne(code, by_sound.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        alike = process.extractOne(fold(word), plain.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        spelt = alike and alike[0][0] == fold(word)[0]
        better = by_sound[near[0]] if near else plain[alike[0]] if alike and spelt else word
        return word if _inflected(word, better, language) else better

    return WORD.sub(right, phrase)


def _inflected(one: str, two: str, language: Language) -> bool:
    """Whether both are forms of one word, neither of which is wrong."""
    ending = language.titles.inflection
    return ending.sub("", fold(one)) == ending.sub("", fold(two))


def _without_unknown_names(phrase: str, lines: Sequence[ScreenLine], language: Language) -> str:
    """The phrase up to a name that stands nowhere on the screen: it is misheard, or a person's."""
    shown = {fold(word) for line in lines for word in WORD.findall(line.text)} | known_words()
    for found in WORD.finditer(phrase):
        word = found[0].split("'")[-1]
        name = word[:1].isupper() and not word.isupper()
        if found.start() and name and fold(word) not in shown:
            return language.titles.before_names.sub("", phrase[: found.start()] + " ").strip()
    return phrase.strip()


def _deed(
    steps: Sequence[Step],
    lines: Sequence[ScreenLine],
    transcript: Sequence[Utterance],
    occasion: str,
    language: Language,
) -> str | None:
    """What is done, as pages say it: "Prendre rendez-vous".

    What speaks of the stated occasion ("votre rendez-vous") goes first; then what was pressed, as
    it is spoken of, and headings, before what only says how one goes on ("Valider le panier").
    """
    good = [step for step in steps if not step.mistake]
    ticked = fold(language.titles.verb["check"])
    labels = [
        label
        for step in good
        if (label := step.target or step_target(step.title))
        and label[:1].isupper()
        and not fold(step.title).startswith(ticked)
    ]
    texts = [fold(one.text) for one in (*transcript, *lines)]

    def is_aim(deed: str) -> bool:
        return not language.titles.means.match(fold(deed))

    headings = [text for text in _headings(lines) if text[:1].isupper()]
    pressed = sorted(_infinitives(labels, language), key=lambda deed: -_support(deed, texts))
    last = _infinitives(labels[-LAST:], language)
    deeds = [
        *filter(is_aim, pressed),
        *filter(is_aim, _infinitives(headings, language)),
        *(deed for deed in pressed if deed in last),
        *_infinitives(_orders(good, language), language),
    ]
    about = {word for word in WORD.findall(fold(occasion)) if len(word) > TELLING}
    deeds.sort(key=lambda deed: not about & set(WORD.findall(fold(deed))))
    return deeds[0] if deeds else None


def _support(deed: str, texts: Sequence[str]) -> int:
    """How often the things it is about are spoken of or shown; a misread one never is."""
    about = [word[:STEM] for word in WORD.findall(fold(deed))[1:] if len(word) > TELLING]
    return min((sum(stem in text for text in texts) for stem in about), default=0)


def _orders(steps: Sequence[Step], language: Language) -> list[str]:
    """The titles of steps that say what for, the last first: "Ajoutez un bénéficiaire"."""
    telling = [verb for verb in language.verbs if verb.action == "click"]
    orders = {fold(verb.imperative) for verb in telling} - language.titles.presses
    return [
        step.title
        for step in reversed(steps)
        if fold(step.title.split()[0]) in orders and not step_target(step.title)
    ]


def _infinitives(texts: Sequence[str], language: Language) -> list[str]:
    return [deed for text in texts if (deed := _in_infinitive(text, language))]


def _in_infinitive(text: str, language: Language) -> str | None:
    """The text as what is done: "Prenez rendez-vous" is "Prendre rendez-vous"; None if it is none.

    A page's orders for a field ("Saisissez le code") are short-lived, its headings are not.
    """
    titles = language.titles
    # "Renvoyer : Bouilloire" is a form's head with what was chosen.
    words = titles.explained.split(titles.part.sub("", text.split(":")[0]))[0].split()
    own = titles.first_person.match(fold(text))
    if own:
        words = words[1:]
    # Of two sentences ("Gardez les objets. Ne repeignez pas.") it is advice and no name.
    whole = LEAST_WORDS <= len(words) <= MOST_WORDS and not ENDED.search(text)
    # "Recevoir u" is cut; what one agrees to is not what one came for.
    whole = whole and len(words[-1]) > 1 and fold(words[-1]) not in titles.unfinished
    whole = whole and not titles.consents.match(fold(text))
    if not whole or mask_text(text) != text:
        return None
    first = words[0] if titles.infinitive.match(fold(words[0])) else None
    if not first and own:
        first = _infinitive(words[0].removesuffix("s"), language)
    if not first and language.grammar.order.search(fold(words[0])):
        first = _infinitive(words[0], language)
    deed = _as_name([first, *words[1:]], language) if first else ""
    return deed if deed and not titles.idle.match(fold(deed)) else None


def _infinitive(verb: str, language: Language) -> str | None:
    """The infinitive of an order or of what "one does"; None for what is no verb."""
    plain = fold(verb)
    stems = [stem for stem in language.titles.infinitives if plain.startswith(stem)]
    if stems:
        return language.titles.infinitives[max(stems, key=len)]
    regular = re.sub(r"(?:ez|ons|e)$", "er", verb.lower())
    return regular if language.titles.infinitive.match(fold(regular)) else None


def _as_name(words: Sequence[str], language: Language) -> str:
    title = " ".join(language.titles.possessives.get(word.lower(), word) for word in words)
    return title[:1].upper() + title[1:]


def _headings(lines: Sequence[ScreenLine]) -> list[str]:
    """The lines in large letters, the longest shown first."""
    read = [line for line in lines if not is_address_bar(line)]
    if not read:
        return []
    height = max(line.box[1] + line.box[3] for line in read)
    usual = sorted(line.box[3] for line in read)[len(read) // 2]
    large = [
        line
        for line in read
        if line.box[3] >= HEADING * usual
        and line.end - line.start >= LOOKED_AT
        and line.box[1] >= BAR * height
    ]
    large.sort(key=lambda line: line.start - line.end)
    return [line.text.strip(" .:") for line in large]


def _fallback(steps: Sequence[Step], service: str | None, language: Language) -> str:
    """The service, else the last thing pressed by name, else a plain title."""
    words = language.titles.templates
    if service:
        return words["tutorial_on"].format(service=service)
    named = [step.title for step in steps if not step.mistake and step_target(step.title)]
    telling = [title for title in named if len((step_target(title) or "").split()) > 1]
    return (telling or named or [words["tutorial"]])[-1]


def _skills(steps: Sequence[Step], language: Language) -> tuple[str, ...]:
    """At most three skills that the steps exercise, the most exercised first."""
    done = [
        fold(f"{step.title} {step.target or ''} {step.text}") for step in steps if not step.mistake
    ]
    counts = {
        skill: sum(bool(_mentions(text, cues)) for text in done)
        for skill, cues in language.skills.items()
    }
    known = sorted((s for s in counts if counts[s]), key=lambda s: -counts[s])
    strong = [skill for skill in known if counts[skill] > 1] or known[:1]
    return tuple(strong[:3])


def _mentions(text: str, cues: Iterable[str]) -> bool:
    return any(re.search(r"(?<!\w)" + re.escape(cue), text) for cue in cues)
