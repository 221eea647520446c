"""The one kind of error a user ever sees."""


class Problem(Exception):
    """An error fit to show a user: one line that says what is wrong and what to do.

    `table`, `id` and `field` name the place in the plan where it can be mended,
    when there is one.
    """

    def __init__(self, message: str, *, table: str = "", id: int = 0, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.table = table
        self.id = id
        self.field = field
