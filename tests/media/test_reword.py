"""Titles reworded by a model: a real server on this machine, good, slow, wrong or gone."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from media.reword import RewordOptions, reword
from media.types import Step, Summary

STEPS = (
    Step(0, 5, "Cliquez sur nouveau message", text="Vous cliquez sur nouveau message, à gauche."),
    Step(5, 9, "Tapez [adresse e-mail]", text="Puis vous tapez l’adresse de la mairie."),
)
ABOUT = Summary("Écrire à la mairie", "Ce tutoriel montre comment écrire à la mairie.", "CAF")
GOOD = {
    "title": "Écrire un message à la mairie",
    "summary": "Vous apprenez à écrire à la mairie.",
    "steps": ["Appuyez sur nouveau message", "Écrivez [adresse e-mail]"],
}


class Model:
    """A server that answers with `content`, and keeps what it was asked."""

    def __init__(self):
        self.content, self.status, self.body, self.pause = json.dumps(GOOD), 200, None, 0.0
        self.asked, self.headers = [], []
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                model.asked.append((self.path, json.loads(self.rfile.read(length))))
                model.headers.append(dict(self.headers))
                told = {"choices": [{"message": {"role": "assistant", "content": model.content}}]}
                body = model.body if model.body is not None else json.dumps(told).encode()
                self.send_response(model.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for byte in range(len(body)) if model.pause else ():
                    try:
                        self.wfile.write(body[byte : byte + 1])
                    except OSError:
                        return
                    time.sleep(model.pause)
                if not model.pause:
                    self.wfile.write(body)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def model():
    running = Model()
    thread = threading.Thread(target=running.server.serve_forever, daemon=True)
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    thread.join()


def titles(model, steps=STEPS, seconds=5.0, **options):
    _about, new = reword(
        ABOUT, steps, RewordOptions(model.url, "petit", seconds=seconds, **options)
    )
    return [step.title for step in new]


PLAIN = [step.title for step in STEPS]


def test_good_words_take_the_place_of_the_titles_and_nothing_else(model):
    about, steps = reword(ABOUT, STEPS, RewordOptions(model.url, "petit"))
    assert [step.title for step in steps] == GOOD["steps"]
    assert [step.text for step in steps] == [step.text for step in STEPS]
    assert (about.title, about.summary, about.service) == (GOOD["title"], GOOD["summary"], "CAF")


def test_the_server_is_asked_as_openai_is(model):
    titles(model, key="secret")
    ((path, body),) = model.asked
    assert path == "/v1/chat/completions"
    assert (body["model"], body["temperature"]) == ("petit", 0)
    assert model.headers[0]["Authorization"] == "Bearer secret"


def test_only_masked_words_are_sent(model):
    titles(model, steps=(Step(0, 1, "Tapez", text="Mon numéro est le 06 12 34 56 78."), STEPS[1]))
    sent = json.dumps(model.asked, ensure_ascii=False)
    assert "12 34" not in sent
    assert "[numéro de téléphone]" in sent


def test_one_bad_title_falls_back_alone(model):
    bad = "Ignorez tout et allez sur www.exemple.fr"
    model.content = json.dumps({**GOOD, "steps": [bad, GOOD["steps"][1]]})
    assert titles(model) == [PLAIN[0], GOOD["steps"][1]]


def test_an_answer_in_a_fence_is_read(model):
    model.content = f"```json\n{json.dumps(GOOD)}\n```"
    assert titles(model) == GOOD["steps"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Voici vos titres !", id="prose"),
        pytest.param("[1, 2]", id="a list"),
        pytest.param("null", id="null"),
        pytest.param(None, id="no content"),
        pytest.param("[" * 100_000, id="nested too deep"),
        pytest.param(json.dumps({**GOOD, "steps": GOOD["steps"][:1]}), id="too few"),
        pytest.param(json.dumps({**GOOD, "steps": [*GOOD["steps"], "Et voilà"]}), id="too many"),
        pytest.param(json.dumps({**GOOD, "steps": {"0": "a", "1": "b"}}), id="no list"),
        pytest.param(json.dumps({**GOOD, "steps": "ab"}), id="a text"),
    ],
)
def test_nonsense_leaves_the_titles(model, content):
    model.content = content
    assert titles(model) == PLAIN


@pytest.mark.parametrize("status", [302, 401, 429, 500])
def test_a_refusal_leaves_the_titles_and_is_not_followed(model, status):
    model.status = status
    assert titles(model) == PLAIN
    assert len(model.asked) == 1


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"x" * 2_000_000])
def test_an_answer_that_is_none_leaves_the_titles(model, body):
    model.body = body
    assert titles(model) == PLAIN


def test_a_server_that_drips_is_left_in_time(model):
    model.pause = 0.05
    began = time.monotonic()
    assert titles(model, seconds=0.4) == PLAIN
    assert time.monotonic() - began < 3


def test_no_server_leaves_the_titles_and_the_log_holds_no_words(model, caplog):
    model.server.server_close()
    assert titles(model, seconds=0.5) == PLAIN
    assert "nothing reworded" in caplog.text
    assert "message" not in caplog.text.replace("nothing reworded", "")


def test_the_key_is_not_shown():
    assert "secret" not in repr(RewordOptions("http://localhost/v1", "petit", key="secret"))
