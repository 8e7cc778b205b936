"""The sweep of the pipeline repairs the index, and the health address asks how it is."""

from kb.recordings.pipeline import sweep
from kb.search import rebuild
from kb.search.services import index_repair
from kb.search.upkeep import search_part


def test_the_sweep_looks_after_the_index():
    assert sweep._chores["search index"][0] is index_repair


def test_health_says_what_the_index_holds(publish):
    publish("Payer la cantine", ("Ouvrez le site", "Tapez l'adresse."))
    part = search_part()
    assert (part.ok, part.detail) == (True, "1 tutorials, 1 steps")


def test_health_says_that_the_index_is_lost(home, tmp_path):
    rebuild()
    (tmp_path / "search.sqlite3").unlink()
    assert not search_part().ok
