"""What an operator asks of the index."""

import pytest
from django.core.management import CommandError, call_command

from kb.search.engines import current_index

TITLE = "Prendre rendez-vous avec la CAF"


def told(capsys, command: str) -> str:
    call_command(command)
    return capsys.readouterr().out


def test_an_index_that_is_right_is_said_to_be(publish, capsys):
    publish(TITLE, ("Ouvrez le site", ""))
    assert "1 tutorials, 1 steps" in told(capsys, "search_rebuild")
    assert "as published" in told(capsys, "search_check")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda page: current_index().remove(str(page.pk)), "missing", id="missing"),
        pytest.param(lambda page: type(page).objects.all().delete(), "any more", id="too many"),
    ],
)
def test_a_difference_is_named_and_is_a_failure(publish, capsys, monkeypatch, spoil, said):
    page = publish(TITLE)
    monkeypatch.setattr("kb.search.signals._index_later", lambda _page: None)
    spoil(page)
    with pytest.raises(CommandError, match="1 differences"):
        call_command("search_check")
    assert said in capsys.readouterr().out
    call_command("search_rebuild")
    assert "as published" in told(capsys, "search_check")


def test_without_an_index_that_is_said(home):
    with pytest.raises(CommandError, match="no index"):
        call_command("search_check")
