"""`python -m media analyse FILE`: the analysis of a recording as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from media.errors import MediaError
from media.language import DATA
from media.types import Speaker, to_json

BAD_INPUT = 2
FAILED = 1


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command in one line."""

    def error(self, message: str) -> NoReturn:
        reason = message.removeprefix("argument FILE: ")
        self.exit(BAD_INPUT, f"{reason[:1].upper()}{reason[1:]}.\n")


class _Voices(argparse.Action):
    """Each voice by whose it is; nobody has two."""

    def __call__(
        self, _parser: argparse.ArgumentParser, given: argparse.Namespace, voice: Any, *_: object
    ) -> None:
        who, path = voice
        voices = getattr(given, self.dest)
        if who in voices:
            raise argparse.ArgumentError(self, f"two files are given for the {who}")
        setattr(given, self.dest, {**voices, who: path})


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 with the result, 2 for a bad input, 1 for a fault of the machine."""
    given = _parser().parse_args(arguments)
    try:
        result = _analyse(given)
        _write(result, given.output)
    except MediaError as error:
        return _say(error.message, BAD_INPUT)
    except (OSError, RuntimeError, ValueError) as error:
        # The model cannot be had, the disk is full: a sentence serves better than a traceback.
        return _say(str(error).split("\n")[0], FAILED)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m media", description="What is in a recorded session.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    analyse = commands.add_parser("analyse", help="transcript, screen, steps and masks as JSON")
    analyse.add_argument("file", type=_file, metavar="FILE")
    analyse.add_argument("--voice", type=_voice, action=_Voices, default={}, metavar="WHO=FILE")
    analyse.add_argument("--timeline", type=_file, metavar="FILE")
    analyse.add_argument("--language", type=_language, default="fr", help="“auto” finds it out")
    analyse.add_argument("--vocabulary", type=_file, metavar="FILE", help="words of your own")
    analyse.add_argument("--model", default="base", metavar="NAME_OR_PATH")
    analyse.add_argument("--models", type=Path, metavar="FOLDER", help="where models are kept")
    analyse.add_argument("--output", type=_output, metavar="FILE")
    return parser


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def _voice(text: str) -> tuple[Speaker, Path]:
    who, equals, path = text.partition("=")
    if not equals or who not in get_args(Speaker):
        raise argparse.ArgumentTypeError(f"{text} is neither helper=FILE nor learner=FILE")
    return who, _file(path)


def _language(text: str) -> str:
    if text == "auto" or (DATA / f"cues.{text}.json").is_file():
        return text
    # Only now: Whisper's codes come with its libraries, which take a second to load.
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    if text not in _LANGUAGE_CODES:
        raise argparse.ArgumentTypeError(f"{text} is no code of a language that can be heard")
    return text


def _output(text: str) -> Path:
    """A file that can be written, known before the work and not after it."""
    path = Path(text)
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}")
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} cannot be written")
    return path


def _analyse(given: argparse.Namespace) -> object:
    # Only now: "no such file" need not wait until the speech model's libraries are loaded.
    from media.analyse import analyse
    from media.speech import MODELS_ROOT, SpeechOptions

    options = SpeechOptions(
        model=given.model,
        models_root=given.models or MODELS_ROOT,
        language="" if given.language == "auto" else given.language,
        vocabulary=given.vocabulary,
    )
    show = _show if sys.stderr.isatty() else (lambda _share: None)
    return to_json(analyse(given.file, dict(given.voice), given.timeline, options, show))


def _show(share: float) -> None:
    print(f"\r{share:4.0%}", end="\n" if share >= 1 else "", file=sys.stderr, flush=True)


def _write(result: object, output: Path | None) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if output:
        output.write_text(text + "\n", "utf-8")
    else:
        print(text)


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
