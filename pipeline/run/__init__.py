"""One seam, `code(items) -> rows`, and the engines that run it."""
