"""Files, folders and standard input in; items and issues out."""
