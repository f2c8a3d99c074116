"""Imported by the fork server alone: loads the language models that all workers then share."""

from pipeline.language.parse import MODELS, load_model

for language in MODELS:
    load_model(language)
