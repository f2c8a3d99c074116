"""The commands of `escalade`, a file for each subject; they print and choose, never compute."""
