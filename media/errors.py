"""The one family of errors that a bad input can cause."""


class MediaError(Exception):
    """The input cannot be used, and trying again would change nothing.

    `code` is stable, for translation and tests; the message is one English sentence.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
