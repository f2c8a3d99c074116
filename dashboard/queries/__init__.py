"""The queries behind `dashboard.data`, by what they serve."""
