"""A release in, the words that every exported file carries about where its rows come from out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.store.read import Release

DEMO = "demonstration corpus, wording illustrative, not press"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The data version of an export: release, moment (UTC), code version, demo or not."""

    version: int
    released_at: datetime | None
    code_version: str | None
    is_demo: bool
    chosen: str = "all events"

    @property
    def text(self) -> str:
        """One line: `Escalade 0.1.0, release 12 of 2026-01-08T09:30:00Z`."""
        moment = "" if self.released_at is None else f" of {format_moment(self.released_at)}"
        demo = f" ({DEMO})" if self.is_demo else ""
        return f"Escalade {self.code_version or '?'}, release {self.version}{moment}{demo}"

    @property
    def urn(self) -> str:
        """A short name for formats with no room for words: `escalade:release-12`."""
        return f"escalade:{'demo-' if self.is_demo else ''}release-{self.version}"


def make_stamp(release: Release, *, chosen: str = "all events") -> Stamp:
    """The stamp of a release; `chosen` says in words which rows were asked for."""
    return Stamp(
        version=release.version,
        released_at=release.released_at,
        code_version=release.code_version,
        is_demo=release.is_demo,
        chosen=chosen,
    )


def format_moment(moment: datetime) -> str:
    """A moment as `2026-01-08T09:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
