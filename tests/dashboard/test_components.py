"""What a component of the page is given reaches its script as it was."""

from __future__ import annotations

import json

from dashboard.widgets.components import Written, pack


def test_a_figure_that_is_written_already_is_not_written_again() -> None:
    figure = json.dumps({"data": [{"name": 'a "quoted" name'}]})
    data = {"figure": Written(figure), "title": 'l’été "}', "rows": [None, 1.5, True], "empty": {}}
    wanted = {**data, "figure": json.loads(figure)}
    assert json.loads(pack(data)) == wanted
