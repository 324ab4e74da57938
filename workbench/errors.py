"""The one exception whose text is meant for the user."""


class UserError(Exception):
    """Something the user can put right.

    Attributes:
        message: what happened, one sentence.
        advice: what was expected and what to do, one or two sentences, may be empty.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()
