from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest

from media import speech
from media.audio import RATE, Sound
from media.speech import NO_PROMPT, SpeechOptions, WhisperEngine, prompt, transcribe
from media.types import Heard, MediaInfo, TimelineEvent, Track
from media.utterances import HeardWord
from tests import sounds

SAMPLE = Path("tests/samples/s1_cv")


def info(seconds: float, *speakers: str | None) -> MediaInfo:
    tracks = [Track(n, "audio", "pcm", speaker=who) for n, who in enumerate(speakers)]
    return MediaInfo(seconds, None, None, tuple(tracks))


class Scripted:
    """An engine that says words as fast as people do, one after the other."""

    language = "fr"

    def __init__(self) -> None:
        self.lengths: list[float] = []

    def listen(self, sounds: Sequence[Sound], *, careful: bool = False) -> list[list[HeardWord]]:
        self.lengths += [len(sound) / RATE for sound in sounds]
        return [self._words(len(sound) / RATE) for sound in sounds]

    def _words(self, seconds: float) -> list[HeardWord]:
        starts = np.arange(0.1, seconds - 0.3, 0.4)
        letters = np.random.default_rng(1).integers(97, 123, (len(starts), 5))
        texts = [f" {bytes(word.tolist()).decode()}" for word in letters]
        return [HeardWord(t, t + 0.3, text, 0.9) for t, text in zip(starts, texts, strict=True)]


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> WhisperEngine:
    return WhisperEngine(SpeechOptions(models_root=tmp_path_factory.mktemp("models")))


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(sounds.silence(30), id="silence"),
        pytest.param(sounds.noise(30), id="white noise"),
        pytest.param(sounds.noise(30, 0.3), id="loud noise"),
        pytest.param(sounds.chords(30), id="music"),
        pytest.param(sounds.tone(30), id="tone"),
        pytest.param(sounds.tone(30, 50.0) + sounds.noise(30, 0.01), id="hum"),
    ],
)
def test_where_nobody_speaks_nothing_is_written(sound: np.ndarray, tmp_path: Path) -> None:
    path = sounds.wav(tmp_path / "sound.wav", sound)
    engine = Scripted()
    assert transcribe(path, info(30, None), engine=engine) == Heard()
    assert engine.lengths == []


@pytest.mark.model
@pytest.mark.parametrize("make", [sounds.silence, sounds.noise, sounds.chords, sounds.tone])
def test_what_the_model_invents_of_itself_is_seen_through(
    make: object, whisper: WhisperEngine
) -> None:
    from media.inventions import sounds_wrong, without_inventions
    from media.utterances import utterances

    words = whisper.listen([make(20)])[0]
    assert sounds_wrong(words) or not list(without_inventions(utterances(words)))


@pytest.mark.model
def test_real_speech_is_written_down_with_its_times(whisper: WhisperEngine) -> None:
    said = transcribe(SAMPLE / "helper.opus", info(40, "helper"), engine=whisper).transcript
    text = " ".join(one.text for one in said).casefold()
    assert "partagez bien votre écran" in text
    assert "petite flèche" in text
    assert said[0].start == pytest.approx(3.0, abs=0.4)
    assert all(one.speaker == "helper" and one.words for one in said)


@pytest.mark.model
def test_the_same_sound_gives_the_same_words(whisper: WhisperEngine) -> None:
    first, second = (
        transcribe(SAMPLE / "learner.opus", info(25, None), engine=whisper) for _ in range(2)
    )
    assert first.transcript
    assert first == second


def test_words_stay_on_the_clock_after_a_long_pause(tmp_path: Path) -> None:
    speech = recorded(3.0, 6.6)
    sound = np.concatenate([sounds.silence(50), speech, sounds.silence(50), speech])
    path = sounds.wav(tmp_path / "pauses.wav", sound)
    said = transcribe(path, info(len(sound) / RATE, None), engine=Scripted()).transcript
    starts = [one.start for one in said]
    assert min(starts) == pytest.approx(50, abs=0.6)
    assert any(start == pytest.approx(103.6, abs=0.6) for start in starts)
    assert not any(55 < start < 103 for start in starts)


def test_windows_stay_short_however_long_somebody_talks(tmp_path: Path) -> None:
    talk = np.concatenate([recorded(23.5, 28.2)] * 20)
    engine = Scripted()
    path = sounds.wav(tmp_path / "talk.wav", talk)
    transcribe(path, info(len(talk) / RATE, None), engine=engine)
    assert max(engine.lengths) <= 30.0
    assert sum(engine.lengths) == pytest.approx(len(talk) / RATE, rel=0.2)


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    sound = np.concatenate([recorded(3.0, 6.6), sounds.silence(20)] * 4)
    path = sounds.wav(tmp_path / "talk.wav", sound)
    shares: list[float] = []
    transcribe(path, info(len(sound) / RATE, None), engine=Scripted(), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_off_the_record_nothing_is_heard(tmp_path: Path) -> None:
    sound = np.concatenate([recorded(3.0, 6.6), sounds.silence(5), recorded(3.0, 6.6)])
    path = sounds.wav(tmp_path / "talk.wav", sound)
    timeline = (TimelineEvent(8.0, "off_record"), TimelineEvent(12.5, "on_record"))
    whole = transcribe(path, info(12.2, None), engine=Scripted())
    kept = transcribe(path, info(12.2, None), timeline=timeline, engine=Scripted())
    assert any(one.start > 8 for one in whole.transcript)
    assert kept.transcript
    assert not any(one.end > 8 for one in kept.transcript)


def test_a_recording_without_sound_gives_nothing(tmp_path: Path) -> None:
    picture = MediaInfo(5.0, 64, 48, (Track(0, "video", "h264"),))
    assert transcribe(tmp_path / "none.mp4", picture, engine=Scripted()) == Heard()


def test_a_voice_of_which_no_word_is_understood_is_noted(tmp_path: Path) -> None:
    speech = recorded(3.0, 6.6)
    sound = np.concatenate([sounds.silence(2), speech, sounds.silence(4), speech])
    path = sounds.wav(tmp_path / "twice.wav", sound)

    class Deaf(Scripted):
        """Hears but the beginning, and no more when it listens again."""

        def listen(
            self, sounds: Sequence[Sound], *, careful: bool = False
        ) -> list[list[HeardWord]]:
            if careful:
                return [[] for _ in sounds]
            return [[w for w in words if w.end < 4.0] for words in super().listen(sounds)]

    heard = transcribe(path, info(len(sound) / RATE, None), engine=Deaf())
    assert heard.transcript
    ((start, end),) = heard.unclear
    assert start == pytest.approx(9.6, abs=0.7)
    assert end == pytest.approx(13.2, abs=0.7)


def test_the_language_has_its_vocabulary_unless_one_is_given() -> None:
    assert "FranceConnect" in (prompt(SpeechOptions()) or "")
    assert prompt(SpeechOptions(prompt="Impôts")) == "Impôts"
    assert prompt(SpeechOptions(prompt=NO_PROMPT)) is None
    assert prompt(SpeechOptions(language="de")) is None
    assert prompt(SpeechOptions(language="")) is None


def test_the_installations_own_words_come_last_and_the_newest_stay(tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_text("Viactis = via actif, ~viactice\nLilas = li la\n", "utf-8")
    shipped = prompt(SpeechOptions())
    assert prompt(SpeechOptions(vocabulary=own)) == f"{shipped} Viactis, Lilas."
    assert prompt(SpeechOptions(prompt="Impôts", vocabulary=own)) == "Impôts Viactis, Lilas."
    assert prompt(SpeechOptions(prompt=NO_PROMPT, vocabulary=own)) is None
    own.write_text("".join(f"Service{n} = cervice {n}\n" for n in range(200)), "utf-8")
    long = prompt(SpeechOptions(vocabulary=own)) or ""
    assert "FranceConnect" in long
    assert long.endswith("Service198, Service199.")
    assert len(long) < 600


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param("fr", "Cliquez sur FranceConnect.", id="French"),
        pytest.param("es", "Cliquez sur France Connect.", id="none of ours"),
    ],
)
def test_the_language_that_was_found_is_the_one_to_go_on_with(
    code: str, text: str, tmp_path: Path
) -> None:
    path = sounds.wav(tmp_path / "voice.wav", recorded(1.0, 7.0))

    class Found(Scripted):
        language = ""

        def _words(self, seconds: float) -> list[HeardWord]:
            self.language = code
            said = (" Cliquez", " sur", " France", " Connect.")
            return [HeardWord(0.4 * n, 0.4 * n + 0.4, word, 0.9) for n, word in enumerate(said)]

    heard = transcribe(path, info(6, "helper"), SpeechOptions(language=""), engine=Found())
    assert heard.language == code
    assert heard.transcript[0].text == text


def test_of_silence_no_language_is_found(tmp_path: Path) -> None:
    path = sounds.wav(tmp_path / "sound.wav", sounds.silence(5))
    heard = transcribe(path, info(5, None), SpeechOptions(language=""), engine=Scripted())
    assert heard == Heard(language="")


@pytest.mark.model
def test_the_model_finds_the_language_before_it_is_given_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    options = SpeechOptions(models_root=tmp_path_factory.mktemp("models"), language="")
    engine = WhisperEngine(options)
    assert engine.language == ""
    engine.listen([recorded(1.0, 20.0)])
    assert engine.language == "fr"


def test_words_of_the_installation_are_not_respelt(tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_text("saccoche = sac hoche\n", "utf-8")
    path = sounds.wav(tmp_path / "voice.wav", recorded(1.0, 7.0))

    class Spoken(Scripted):
        def _words(self, seconds: float) -> list[HeardWord]:
            said = (" Prennez", " la", " saccoche.")
            return [HeardWord(0.4 * n, 0.4 * n + 0.4, text, 0.9) for n, text in enumerate(said)]

    def text(options: SpeechOptions) -> str:
        return transcribe(path, info(6, "helper"), options, engine=Spoken()).transcript[0].text

    assert text(SpeechOptions()) == "Prenez la sacoche."
    assert text(SpeechOptions(vocabulary=own)) == "Prenez la saccoche."


def recorded(start: float, end: float) -> np.ndarray:
    """Real speech: the helper's sentences of the sample."""
    from media.audio import samples

    parts = samples(SAMPLE / "helper.opus", track=0, start=start, until=end)
    return np.concatenate([sound for _t, sound in parts])


class Deaf:
    """A model that finds a language in noise, another each time, and hears no word."""

    def __init__(self, *_given: object, **_options: object) -> None:
        self.model = SimpleNamespace(is_multilingual=True)
        self.found = iter(["nn", "fr"])

    def detect_language(self, _sound: Sound, **_options: object) -> tuple[str, float]:
        return next(self.found), 0.9


class Pipeline:
    asked: ClassVar[list[str]] = []

    def __init__(self, model: Deaf) -> None:
        pass

    def transcribe(self, _sound: Sound, **options: object) -> tuple[list[object], None]:
        self.asked.append(str(options["language"]))
        return [], None


def test_the_language_found_in_what_gave_no_word_is_not_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(speech, "WhisperModel", Deaf)
    monkeypatch.setattr(speech, "BatchedInferencePipeline", Pipeline)
    monkeypatch.setattr(speech, "model_name_or_path", lambda *_given: "base")
    engine = WhisperEngine(SpeechOptions(language=""))
    for _ in range(2):
        engine.listen([np.zeros(RATE, np.float32)])
    assert Pipeline.asked == ["nn", "fr"]
    assert engine.language == ""
