"""The one exception that a command shows to a person: what is wrong, where, what to do."""


class EscaladeError(Exception):
    """A failure that stops the whole run.

    `message` says what was found, where, and what was expected; `remedy` says what to do.
    `exit_code` is what the command line returns: 1 for a failed run, 2 for a wrong request,
    3 for a store that cannot be read or written.
    """

    def __init__(self, message: str, *, remedy: str | None = None, exit_code: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.exit_code = exit_code

    def __str__(self) -> str:
        return self.message if self.remedy is None else f"{self.message} {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from a worker process to its parent, where only `args` would be kept."""
        return (_rebuild, (type(self), self.message, self.remedy, self.exit_code))


def _rebuild(
    kind: type[EscaladeError], message: str, remedy: str | None, exit_code: int
) -> EscaladeError:
    return kind(message, remedy=remedy, exit_code=exit_code)


class UsageError(EscaladeError):
    """A request that cannot be understood: a wrong option, path or value. Exit code 2."""

    def __init__(self, message: str, *, remedy: str | None = None, exit_code: int = 2) -> None:
        super().__init__(message, remedy=remedy, exit_code=exit_code)


class StoreError(EscaladeError):
    """A store that cannot be read or written. Exit code 3."""

    def __init__(self, message: str, *, remedy: str | None = None, exit_code: int = 3) -> None:
        super().__init__(message, remedy=remedy, exit_code=exit_code)
