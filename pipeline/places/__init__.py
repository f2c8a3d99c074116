"""Where: find place names in the text of an item and resolve them (text only, no parse)."""

from pipeline.places.read import read_places

__all__ = ["read_places"]
