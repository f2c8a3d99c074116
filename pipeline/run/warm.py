"""Imported by the fork server alone: loads, once, all that the workers then share.

Coding one item of each language brings in the models, the lexicons and the gazetteer.
"""

from contextlib import suppress

from pipeline.run.steps import code_items
from pipeline.schema.records import Item

ITEMS = (
    Item(item_id="fr", language="fr", text="Lundi, le ministre a rencontré son homologue à Paris."),
    Item(item_id="en", language="en", text="On Monday the minister met his counterpart in Paris."),
)

# A failure here would end the fork server without a word; the worker meets it again and says it.
with suppress(Exception):
    for _ in code_items(ITEMS):
        pass
