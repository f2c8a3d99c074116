"""Headings and messages whose words may come from documents: written as text, never as markup."""

from __future__ import annotations

from html import escape

import streamlit as st


def show_heading(text: str) -> None:
    """The title of a page that names an event or a document."""
    st.html(f'<h1 class="esc-h1">{escape(text)}</h1>')


def show_section(text: str) -> None:
    """The title of a part of a page."""
    st.html(f'<h2 class="esc-h2">{escape(text)}</h2>')


def show_quiet(text: str) -> None:
    """A line beside the point."""
    st.html(f'<p class="esc-sub">{escape(text)}</p>')


def show_failure(text: str) -> None:
    """What went wrong, marked as such."""
    st.html(f'<p class="esc-failure" role="alert">{escape(text)}</p>')
