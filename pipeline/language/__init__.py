"""Items to sentences and tokens: identify the language, split, parse, one role set for both."""
