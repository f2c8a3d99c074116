"""`correct` and `forget`: the analyst's word, appended, signed and replayed over every recoding."""

from __future__ import annotations

import getpass
import json
from typing import Annotated, Any, TypeAlias

import typer

from pipeline.commands.shared import Store, find_store
from pipeline.errors import UsageError

By: TypeAlias = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who says so (default: your login).")
]
Reason: TypeAlias = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why, for those who read it later.")
]
Target: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help="An event_id, or with --mention an event_mention_id.")
]
IsMention: TypeAlias = Annotated[
    bool, typer.Option("--mention", help="ID is one telling of an event, not the event.")
]
EventId: TypeAlias = Annotated[str, typer.Argument(metavar="EVENT_ID", help="The event.")]

HELP = """
Correct events by hand: each correction is signed, timed and given a reason, is never overwritten,
and holds again after every recoding.

[bold]Examples[/bold]

  escalade correct change 3f2a91 actor_code IRN --reason "named in the second paragraph"

  escalade correct reject 3f2a91 --reason "an exercise, not an attack"

  escalade correct undo 8d0c55 --reason "it was an attack after all"

  escalade correct list
"""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    correct = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode="rich")
    correct.command("change")(change)
    correct.command("reject")(reject)
    correct.command("merge")(merge)
    correct.command("split")(split)
    correct.command("add")(add)
    correct.command("undo")(undo)
    correct.command("list")(list_made)
    correct.command("conflicts")(list_conflicts)
    app.add_typer(correct, name="correct")
    app.command("forget")(forget)


def change(
    target: Target,
    field: Annotated[str, typer.Argument(help="A field, such as actor_code or event_date.")],
    value: Annotated[str, typer.Argument(help='Its value; "" for none.')],
    reason: Reason,
    is_mention: IsMention = False,
    made_by: By = None,
    store: Store = None,
) -> None:
    """Set one field of an event, or of one telling of it.

    Example: escalade correct change 3f2a91 event_date 2020-01-03 --reason "the dateline"
    """
    from pipeline.store.corrections import change_event, change_mention

    function = change_mention if is_mention else change_event
    correction_id = function(
        find_store(store),
        target,
        field=field,
        value=_read_value(field, value),
        made_by=_find_name(made_by),
        reason=reason,
    )
    _confirm(correction_id)


def reject(
    target: Target,
    reason: Reason,
    is_mention: IsMention = False,
    made_by: By = None,
    store: Store = None,
) -> None:
    """Take an event, or one telling of it, out of the chronology.

    Example: escalade correct reject 3f2a91 --reason "an exercise, not an attack"
    """
    from pipeline.store.corrections import reject_event, reject_mention

    function = reject_mention if is_mention else reject_event
    _confirm(function(find_store(store), target, made_by=_find_name(made_by), reason=reason))


def merge(
    kept: Annotated[str, typer.Argument(metavar="KEPT_ID", help="The event that stays.")],
    gone: Annotated[str, typer.Argument(metavar="GONE_ID", help="The event that joins it.")],
    reason: Reason,
    made_by: By = None,
    store: Store = None,
) -> None:
    """Say that two events are one.

    Example: escalade correct merge 3f2a91 77be02 --reason "the same strike"
    """
    from pipeline.store.corrections import merge_events

    name = _find_name(made_by)
    _confirm(merge_events(find_store(store), kept, gone, made_by=name, reason=reason))


def split(
    event: EventId,
    mentions: Annotated[
        list[str],
        typer.Argument(metavar="MENTION_ID...", help="The tellings that are another event."),
    ],
    reason: Reason,
    made_by: By = None,
    store: Store = None,
) -> None:
    """Say that some tellings of an event are another event.

    Example: escalade correct split 3f2a91 a1 b2 --reason "the second strike, at night"
    """
    from pipeline.store.corrections import split_event

    name = _find_name(made_by)
    _confirm(split_event(find_store(store), event, mentions, made_by=name, reason=reason))


def add(
    item: Annotated[str, typer.Argument(metavar="ITEM_ID", help="The item that tells it.")],
    start: Annotated[int, typer.Argument(min=0, help="First character of the words that tell it.")],
    end: Annotated[int, typer.Argument(min=1, help="The character after their last.")],
    reason: Reason,
    set_field: Annotated[
        list[str],
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="event_type and factuality, and others you know."
        ),
    ],
    made_by: By = None,
    store: Store = None,
) -> None:
    """Add an event that the coder missed, at the words of an item that tell it.

    Example: escalade correct add item-7 120 131 --set event_type=CONSULT --set factuality=actual
    --set actor_code=FRA --reason "a visit told in passing"
    """
    from pipeline.store.corrections import add_event

    fields: dict[str, Any] = {}
    for pair in set_field:
        field, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(
                f"--set {pair!r} has not the form FIELD=VALUE.",
                remedy="Write for example --set event_type=CONSULT.",
            )
        fields[field] = _read_value(field, value)
    correction_id = add_event(
        find_store(store),
        item_id=item,
        trigger_start=start,
        trigger_end=end,
        fields=fields,
        made_by=_find_name(made_by),
        reason=reason,
    )
    _confirm(correction_id)


def undo(
    correction: Annotated[str, typer.Argument(metavar="CORRECTION_ID", help="See correct list.")],
    reason: Reason,
    made_by: By = None,
    store: Store = None,
) -> None:
    """Take back a correction; the record of both stays.

    Example: escalade correct undo 8d0c55 --reason "it was an attack after all"
    """
    from pipeline.store.corrections import undo_correction

    name = _find_name(made_by)
    _confirm(undo_correction(find_store(store), correction, made_by=name, reason=reason))


def list_made(store: Store = None) -> None:
    """List every correction, oldest first: id, time, who, what, why.

    Example: escalade correct list
    """
    from pipeline.store.corrections import list_corrections

    for row in list_corrections(find_store(store)):
        what = " ".join(
            str(row[name])
            for name in ("kind", "event_id", "event_mention_id", "field", "new_value")
            if row.get(name) is not None
        )
        moment = f"{row['made_at']:%Y-%m-%d %H:%M}"
        typer.echo(f"{row['correction_id']}  {moment}  {row['made_by']}: {what} ({row['reason']})")


def list_conflicts(store: Store = None) -> None:
    """List corrections that no longer fit the coded rows and wait for you.

    Example: escalade correct conflicts
    """
    from pipeline.store.lookup import find_conflicts

    rows = find_conflicts(find_store(store))
    for row in rows:
        typer.echo("  ".join(f"{name}={value}" for name, value in row.items()))
    typer.echo(f"{len(rows)} corrections wait for review.", err=True)


def forget(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The item_id to remove.")],
    erase: Annotated[
        bool, typer.Option("--erase", help="Remove it from the earlier releases too, at once.")
    ] = False,
    store: Store = None,
) -> None:
    """Remove an item and what rests on it alone, and say what was removed.

    Earlier releases keep it until they are vacuumed, or with --erase go at once.

    [bold]Example[/bold]

      escalade forget item-7 --erase
    """
    from pipeline.store.forget import forget_item

    gone = forget_item(find_store(store), item, erase=erase)
    typer.echo(
        f"Item {gone.item_id} is gone: {gone.num_mentions} mentions, {gone.num_event_mentions} "
        f"event mentions, {gone.num_corrections} corrections, {gone.num_issues} issues."
    )
    for event_id in gone.removed_event_ids:
        typer.echo(f"Event {event_id} is gone: only this item told it.")
    for event_id in gone.kept_event_ids:
        typer.echo(f"Event {event_id} stays: other items tell it.")
    typer.echo(f"The store is at release {gone.version}.")


def _read_value(field: str, text: str) -> str | int | float | None:
    """The value as typed in; numbers for the fields that hold numbers, None for nothing."""
    from pipeline.store.change import DEGREES, WHOLE_NUMBERS

    if text == "":
        return None
    if field in WHOLE_NUMBERS or field in DEGREES or field == "radius_km":
        try:
            number: str | int | float = json.loads(text)
        except ValueError:
            return text
        return number
    return text


def _find_name(made_by: str | None) -> str:
    name = made_by or getpass.getuser()
    if not name.strip():
        raise UsageError("A correction needs a name.", remedy="Say who you are: --by NAME.")
    return name


def _confirm(correction_id: str) -> None:
    typer.echo(f"Correction {correction_id} is recorded.")
