"""The user's own documents: give them, watch them coded, read them with every mention marked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, jobs, state
from dashboard.data import Source
from dashboard.evidence import cut_text, list_spans, name_source
from dashboard.i18n import Words
from dashboard.i18n.reports import translate_report
from dashboard.rows import list_rows
from dashboard.views.common import show_title
from dashboard.widgets.components import show_component
from dashboard.widgets.headings import show_failure, show_section
from dashboard.widgets.sheet import Column, Row, show_sheet
from pipeline.settings import find_documents_store

MAX_LISTED = 500
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def show_documents(source: Source, words: Words) -> None:
    """Give documents at the left; at the right the list, and the one that is read."""
    show_title(words("page.documents"), words("documents.where"), source, words)
    left, right = st.columns([0.36, 0.64], gap="medium")
    with left:
        _show_form(words)
        _show_job(words)
    with right:
        items = data.read_item_list(source, MAX_LISTED)
        _show_list(source, items, words)
        _show_item(source, items, words)
        _show_issues(source, words)


def _show_form(words: Words) -> None:
    show_section(words("documents.give"))
    _name_uploader(words)
    with st.form("documents", border=True):
        st.file_uploader(
            words("documents.files"), accept_multiple_files=True, key=_find_uploader(),
            type=[suffix.removeprefix(".") for suffix in jobs.SUFFIXES],
        )  # fmt: skip
        st.text_area(words("documents.paste"), key="d_paste", height=110)
        st.text_input(
            words("documents.published"), key="d_published", placeholder="2020-01",
            help=words("documents.published.help"),
        )  # fmt: skip
        st.form_submit_button(words("documents.code"), type="primary", on_click=_take_form,
                              args=(words,))  # fmt: skip
    for problem in state.take_message("d_problems") or ():
        show_failure(problem)


def _find_uploader() -> str:
    """Key of the uploader: a new one after each delivery, since files cannot be unset."""
    return f"d_files_{state.read_widget('d_round', 0)}"


def _take_form(words: Words) -> None:
    """Start coding what the form holds and empty it; a form that is refused keeps what it holds."""
    given = state.read_widget(_find_uploader()) or []
    problems, started = _start(
        [(one.name, one.getvalue()) for one in given],
        str(state.read_widget("d_paste", "")), str(state.read_widget("d_published", "")), words,
    )  # fmt: skip
    state.write_widget("d_problems", problems)
    if started:
        state.write_widget("d_round", state.read_widget("d_round", 0) + 1)
        state.write_widget("d_paste", "")
        state.write_widget("d_published", "")


def _name_uploader(words: Words) -> None:
    """The uploader speaks only English: its words are replaced by the page's own."""
    button, hint = (json.dumps(words(key), ensure_ascii=False)
                    for key in ("documents.upload", "documents.upload.hint"))  # fmt: skip
    zone = '[class*="st-key-d_files"] [data-testid="stFileUploaderDropzone'
    st.html(
        f'<style>{zone}"] button p {{ font-size: 0; }}'
        f'{zone}"] button p::after {{ content: {button}; font-size: 14px; }}'
        f'{zone}Instructions"] span {{ display: none; }}'
        f'{zone}Instructions"]::after {{ content: {hint}; font-size: 13px; }}</style>'
    )


def _start(
    files: list[tuple[str, bytes]], pasted: str, published: str, words: Words
) -> tuple[tuple[str, ...], bool]:
    """Files, a text and a date in; what is wrong with them, and whether coding began, out."""
    if published.strip() and not _DATE.match(published.strip()):
        return (words("documents.bad_date"),), False
    if pasted.strip():
        files.append((f"{words('documents.pasted')}.txt", pasted.encode("utf-8")))
    if not files:
        return (words("documents.nothing"),), False
    folder = jobs.save_files(files)
    scans = jobs.drop_scans(folder)
    problems = tuple(words("documents.scan", name=name) for name in scans)
    if len(scans) == len(files):
        return problems, False
    jobs.start_job(folder, find_documents_store(), published=published.strip() or None)
    state.write_widget("job", str(folder))
    return problems, True


def _show_job(words: Words) -> None:
    if state.read_widget("job"):
        _watch_job(words)


@st.fragment(run_every=1.5)
def _watch_job(words: Words) -> None:
    """Progress of the job, asked for again until it ends."""
    folder = Path(state.read_widget("job"))
    job = jobs.read_job(folder)
    if job.status == "running":
        share = min(job.done / job.total, 1.0) if job.done and job.total else 0.0
        done = "" if job.done is None else f"{job.done} / {job.total or '?'}"
        st.progress(share, text=words("documents.running", done=done))
        return
    if state.read_widget("job_seen") != str(folder):
        state.write_widget("job_seen", str(folder))
        state.unpin_version("documents")
        data.read_latest.clear()
        if job.status == "done":
            state.change_store("documents")
        st.rerun()
    if job.status == "done":
        st.success(words("documents.done"))
    else:
        st.error(words("documents.failed"))
    # A callback would run this fragment again, not the page that the button leads to.
    if job.status == "done" and st.button(words("documents.see"), key="d_see"):
        state.request_page("overview")
        st.rerun()
    st.text("\n".join(translate_report(line, words.language) for line in job.report))
    if any("no day of publication" in line for line in job.report):
        _ask_date(folder, words)


def _ask_date(folder: Path, words: Words) -> None:
    """Some documents say no date: one can be given, and they are coded again."""
    st.text(words("documents.undated"))
    given = st.text_input(words("documents.published"), key="d_later", placeholder="2020-01-06")
    if st.button(words("documents.again"), key="d_again") and _DATE.match(given.strip()):
        jobs.start_job(folder, find_documents_store(), published=given.strip(), recode=True)
        state.write_widget("job_seen", None)
        st.rerun(scope="fragment")


def _show_list(source: Source, items: pd.DataFrame, words: Words) -> None:
    rows = [_make_row(row, words) for row in list_rows(items)]
    show_sheet(
        "items",
        [Column(words("documents.published.short"), width=14), Column(words("documents.title")),
         Column(words("documents.source"), width=18), Column(words("documents.language"), width=9),
         Column(words("documents.events"), number=True, width=12)],
        rows, title=words("documents.list"), hint=words.count("count.items", len(rows)),
        selected=state.read_parameter("item"), empty=words("documents.none"), on_pick=_take_item,
    )  # fmt: skip


def _make_row(item: Any, words: Words) -> Row:
    published, title, source, language = (
        None if pd.isna(value) else str(value)
        for value in (item.published, item.title, item.source, item.language)
    )
    none = words("value.none")
    return Row((words.moment(published) if published else none, title or str(item.beginning),
                name_source(source, words) if source else none,
                (language or "").upper(), words.number(int(item.num_events))),
               id=str(item.item_id))  # fmt: skip


def _take_item() -> None:
    chosen = state.read_trigger("items", "pick")
    if chosen:
        state.write_parameter("item", chosen)


def _show_item(source: Source, items: pd.DataFrame, words: Words) -> None:
    item_id = state.read_parameter("item")
    if item_id is None:
        return
    found = data.read_items(source, (item_id,))
    if found.empty:
        return
    item = list_rows(found)[0]
    mentions = data.read_item_mentions(source, item_id)
    pieces = cut_text(str(item.text), list_spans(mentions))
    title = str(item.title) if isinstance(item.title, str) else words("documents.read")
    show_component("evidence", key="item_text", reports={}, data={
        "title": words("documents.read"), "group": title, "class_name": "esc-flow",
        "reports": [{"segments": [list(piece) for piece in pieces], "source": item_id,
                     "link": None}],
        "facts": [_legend(kind, words) for kind in ("actor", "action", "recipient", "place",
                                                    "date")],
        "tags": [], "words": {"open": words("evidence.open")},
    })  # fmt: skip


def _legend(kind: str, words: Words) -> dict[str, Any]:
    return {"label": words(f"fact.{kind}"), "value": "", "note": None, "kind": kind}


def _show_issues(source: Source, words: Words) -> None:
    issues = data.read_issues(source, MAX_LISTED)
    rows = [
        Row(
            tuple(
                None if pd.isna(value) else translate_report(str(value), words.language)
                for value in values
            )
        )
        for values in issues[["stage", "what", "item_id", "remedy"]].to_numpy().tolist()
    ]
    show_sheet(
        "issues",
        [Column(words("issues.stage"), width=12), Column(words("issues.what"), wrap=True),
         Column(words("issues.item"), width=22), Column(words("issues.remedy"), wrap=True)],
        rows, title=words("issues.title"), hint=words("issues.hint"), empty=words("issues.none"),
    )  # fmt: skip
