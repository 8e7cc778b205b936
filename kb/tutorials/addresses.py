"""Whole addresses, for paper, files and other sites."""

from __future__ import annotations

from django.conf import settings


def public_address(path: str) -> str:
    """The whole address of a page or file of this site."""
    return path if "://" in path else settings.KB_PUBLIC_URL.rstrip("/") + path
