"""Logs name the recording, and nothing that a person said, wrote or searched for."""

from __future__ import annotations

import io
import json
import logging

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response
from django.utils.module_loading import import_string


@pytest.fixture
def lines():
    """What a handler made as the settings say writes, as text."""
    made = dict(settings.LOGGING["formatters"]["json"])
    formatter = import_string(made.pop("()"))(made.pop("format"), **made)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    for name in settings.LOGGING["filters"].values():
        handler.addFilter(import_string(name["()"])())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_what_was_searched_for_is_in_no_log(lines):
    request = RequestFactory().get("/recherche/?q=Durand+0612345678")
    log_response("Bad: %s", request.path, response=HttpResponse(status=400), request=request)
    line = json.loads(lines.getvalue())
    assert line["message"] == "Bad: /recherche/"
    assert "Durand" not in lines.getvalue()


def test_titles_of_drafts_are_in_no_log():
    assert not logging.getLogger("wagtail").isEnabledFor(logging.INFO)
    assert not logging.getLogger("modelsearch").isEnabledFor(logging.DEBUG)
