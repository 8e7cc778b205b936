"""The one error of a room: what was asked cannot be done, in a sentence."""


class Refused(Exception):
    """`status` is the HTTP status that says the same, `sentence` what a person reads."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence
