"""Changes of the index wait in rows: nothing is lost, and nothing old comes last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.search import changes, rebuild, search
from kb.search.changes import LONGEST_WAIT, change_note, changes_make
from kb.search.embedded import EmbeddedIndex
from kb.search.engines import current_index
from kb.search.index import IndexDown
from kb.search.models import IndexChange
from kb.search.upkeep import search_part

CANTINE = ("Payer la cantine", ("Ouvrez le site", "Tapez l'adresse."))


@pytest.fixture
def down(monkeypatch):
    """An index that does not answer, until `down.undo()`."""

    def put(*_args, **_kwargs):
        raise IndexDown("no answer")

    monkeypatch.setattr(EmbeddedIndex, "put", put)
    monkeypatch.setattr(EmbeddedIndex, "remove", put)
    return monkeypatch


def later(seconds: float = 3600) -> None:
    """As if so much time had gone by for the rows."""
    for row in IndexChange.objects.all():
        row.due_at -= timedelta(seconds=seconds)
        if row.claimed_until:
            row.claimed_until -= timedelta(seconds=seconds)
        row.save()


def test_a_change_that_was_made_leaves_no_row(publish):
    publish(*CANTINE)
    assert search("cantine")
    assert not IndexChange.objects.exists()


def test_a_change_waits_while_the_index_is_down(publish, down):
    rebuild()
    publish(*CANTINE)
    row = IndexChange.objects.get()
    assert (row.tries, row.fault, row.claimed_until) == (1, "no answer", None)
    assert "1 changes wait" in search_part().detail
    down.undo()
    assert changes_make() == 0  # not yet: an index that is down is not asked all the time
    later()
    assert changes_make() == 1
    assert search("cantine")
    assert not IndexChange.objects.exists()


def test_it_is_tried_again_later_each_time(publish, down):
    rebuild()
    publish(*CANTINE)
    waits = []
    for _ in range(12):
        later()
        changes_make()
        wait = IndexChange.objects.get().due_at - timezone.now()
        waits.append(round(wait.total_seconds()))
    assert waits == sorted(waits)
    assert waits[0] < 10
    assert waits[-1] == LONGEST_WAIT.total_seconds()


def test_the_change_of_a_process_that_died_is_made_by_the_next(publish, monkeypatch):
    class Killed(BaseException):
        """Nothing in the process catches it."""

    def killed(**_kwargs):
        raise Killed

    rebuild()
    with monkeypatch.context() as patch:
        patch.setattr(changes, "tutorial_index", killed)
        with pytest.raises(Killed):
            publish(*CANTINE)
    assert changes_make() == 0  # its claim stands for a while
    later()
    assert changes_make() == 1
    assert search("cantine")


def test_what_changes_while_it_is_made_is_made_once_more(publish, monkeypatch):
    page = publish(*CANTINE)
    told = []

    def tell(*, page_id: int) -> None:
        told.append(page_id)
        if len(told) == 1:
            change_note(page_id)  # by another process, just now
            assert changes_make(page_id) == 0  # which cannot claim it: an old state must not win

    monkeypatch.setattr(changes, "tutorial_index", tell)
    change_note(page.pk)
    assert changes_make() == 1
    assert told == [page.pk, page.pk]
    assert not IndexChange.objects.exists()


def test_many_changes_of_one_page_are_one_row(home):
    for _ in range(3):
        change_note(7)
    assert IndexChange.objects.count() == 1


def test_a_change_that_is_rolled_back_leaves_no_row(publish):
    page = publish(*CANTINE)
    with pytest.raises(RuntimeError):
        _rolled_back(page)
    assert not IndexChange.objects.exists()
    assert set(current_index().stamps()) == {str(page.pk)}


def _rolled_back(page) -> None:
    from django.db import transaction

    with transaction.atomic():
        page.unpublish()
        assert IndexChange.objects.exists()
        raise RuntimeError("no")
