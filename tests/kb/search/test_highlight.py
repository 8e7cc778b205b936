"""Extracts: safe HTML around what was found."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import stems
from kb.search.highlight import highlighted


def wanted(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def test_what_matches_is_marked_as_it_is_written():
    assert highlighted("La Pièce jointe", wanted("pieces")) == "La <mark>Pièce</mark> jointe"


def test_html_is_text():
    shown = highlighted("<b>caf</b> & <script>", wanted("caf script"))
    assert shown == "&lt;b&gt;<mark>caf</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"


def test_a_long_text_is_cut_where_most_is_found():
    text = "rien " * 100 + "la pièce jointe est ici " + "rien " * 100
    shown = highlighted(text, wanted("piece jointe"))
    assert shown.startswith("… rien")
    assert shown.endswith("rien …")
    assert "<mark>pièce</mark> <mark>jointe</mark>" in shown
    assert len(shown) < 300


def test_an_elided_article_is_not_marked():
    assert highlighted("l'heure", wanted("heure")) == "l&#x27;<mark>heure</mark>"


@given(st.text(max_size=500), st.integers(60, 200))
def test_no_text_breaks_it(text, width):
    shown = highlighted(text, wanted(text[:40]), width=width)
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
