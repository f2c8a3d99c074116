"""Answers kept for all sessions at once, by what was asked: read, never changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

Given = ParamSpec("Given")
Found = TypeVar("Found")


def keep(max_entries: int) -> Callable[[Callable[Given, Found]], Callable[Given, Found]]:
    """Keep the last answers of a function whose arguments are hashable.

    Sessions share them: nothing is copied but the head of a table, so that a column one adds is
    not seen by another. Who asks while another computes the same waits for that answer. An error
    is not kept.
    """

    def decorate(call: Callable[Given, Found]) -> Callable[Given, Found]:
        answers: OrderedDict[Hashable, Any] = OrderedDict()
        working: dict[Hashable, threading.Lock] = {}
        guard = threading.Lock()

        def look(key: Hashable) -> tuple[bool, Any]:
            with guard:
                if key not in answers:
                    return False, None
                answers.move_to_end(key)
                return True, _share(answers[key])

        @wraps(call)
        def answer(*args: Given.args, **kwargs: Given.kwargs) -> Found:
            key = (args, tuple(sorted(kwargs.items())))
            known, value = look(key)
            if not known:
                with guard:
                    mine = working.setdefault(key, threading.Lock())
                with mine:
                    known, value = look(key)
                    if not known:
                        value = call(*args, **kwargs)
                        with guard:
                            answers[key] = value
                            while len(answers) > max_entries:
                                answers.popitem(last=False)
                            working.pop(key, None)
                        value = _share(value)
            found: Found = value
            return found

        return answer

    return decorate


def _share(value: Any) -> Any:
    return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value
