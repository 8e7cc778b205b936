"""What is taken away holds the tutorial and its public copies, and nothing else."""

from __future__ import annotations

import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pytest

from kb.recordings.services import mask_add
from kb.tutorials import stages
from kb.tutorials.exports import FORMATS, UnknownFormat, export, offered
from kb.tutorials.models import Publication, TutorialPage
from media.captions import Cue, write_srt
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live(tutorial, recording):
    mask_add(recording=recording, start=0.0, end=4.0, box=(40, 20, 120, 60))
    page = world.published(tutorial)
    row = Publication.objects.get(page=page)
    stages.replay(world.context(recording, publication=str(row.uuid)))
    return TutorialPage.objects.get(pk=page.pk)


def text(page, name: str) -> str:
    return export(page, name).content.decode()


def test_every_format_is_served_as_a_file(live, client):
    assert [one.name for one in offered(live)] == [one.name for one in FORMATS]
    listed = client.get(f"{live.url}emporter/").content.decode()
    for one in FORMATS:
        assert f"emporter/{one.name}/" in listed
        answer = client.get(f"{live.url}emporter/{one.name}/")
        assert answer.status_code == 200
        assert answer["Content-Type"] == one.content_type
        assert answer["Content-Disposition"] == (
            f'attachment; filename="envoyer-un-message{one.suffix}"'
        )
        assert len(answer.content) > 60


def test_a_format_that_is_not_there_is_not_found(live, client):
    assert client.get(f"{live.url}emporter/inconnu/").status_code == 404
    Publication.objects.filter(page=live).update(video="", captions="")
    silent = TutorialPage.objects.get(pk=live.pk)
    assert client.get(f"{live.url}emporter/sous-titres-srt/").status_code == 404
    assert "fichier-video" not in {one.name for one in offered(silent)}
    with pytest.raises(UnknownFormat):
        export(silent, "fichier-video")


def test_what_is_unpublished_cannot_be_taken_away_any_more(live, client):
    address = f"{live.url}emporter/fiche/"
    live.unpublish()
    assert client.get(address).status_code == 404


def test_the_sheet_is_a_pdf_with_every_step_and_picture(live):
    content = export(live, "fiche").content
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Subtype /Image") == 3
    assert export(live, "fiche").content == content


def test_a_sheet_takes_any_letters(live):
    live.title = "Écrire à l’œil « ½ » 中文 <b>&"
    assert export(live, "fiche").content.startswith(b"%PDF-")


def test_one_file_needs_nothing_else(live):
    html = text(live, "fichier")
    assert html.count("data:image/webp;base64,") == 3
    needed = re.findall(r'(?:src|href)="([^"#][^"]*)"', html)
    assert {one.split(":")[0] for one in needed} == {"data", "http"}
    assert [one for one in needed if one.startswith("http")] == [f"http://localhost:8000{live.url}"]
    assert "url(" not in html
    assert "<script" not in html


def test_the_file_with_the_video_holds_it_and_its_captions(live):
    html = text(live, "fichier-video")
    assert "data:video/mp4;base64," in html
    assert "data:text/vtt;base64," in html


def test_markdown_takes_no_text_for_markup(live):
    live.title = "Choisir [x](y) *vite*"
    written = text(live, "texte")
    assert written.startswith("# Choisir \\[x\\]\\(y\\) \\*vite\\*\n")
    assert written.count("![") == 3
    assert "## 1. Ouvrir le message" in written


def test_captions_as_srt(live):
    written = text(live, "sous-titres-srt")
    assert written.startswith("1\n00:00:00,")
    assert "On ouvre le message." in written
    assert write_srt([Cue(0.0, 1.5, "Un\n\ndeux"), Cue(2.0, 3.0, " ")]) == (
        "1\n00:00:00,000 --> 00:00:01,500\nUn\ndeux\n"
    )


def test_a_package_for_a_learning_platform(live):
    with zipfile.ZipFile(io.BytesIO(export(live, "moodle").content)) as package:
        assert package.namelist() == ["imsmanifest.xml", "index.html"]
        manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
        page = package.read("index.html").decode()
    space = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
    assert manifest.find("cp:resources/cp:resource", space).get("href") == "index.html"
    assert manifest.find(".//cp:organization/cp:title", space).text == "Envoyer un message"
    assert 'LMSSetValue("cmi.core.lesson_status", "completed")' in page


def test_search_engines_read_the_steps(live, client):
    live.title = "Envoyer </script><script>alert(1)</script>"
    live.save_revision().publish()
    content = client.get(live.url).content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content)
    value = json.loads(found)
    assert value["@type"] == "HowTo"
    assert value["name"] == live.title
    # The third is a mistake.
    assert [one["name"] for one in value["step"]] == ["Ouvrir le message", "Écrire le texte"]
    assert all(one["image"].startswith("http://") for one in value["step"])
