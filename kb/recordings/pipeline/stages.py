"""The stages of a recording: settings and files in, one call of `media`, JSON out."""


def register() -> None:
    """Puts the stages into the registry."""
