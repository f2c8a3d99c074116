"""The TSV files in data/: read them, check them, say where an error stands."""
