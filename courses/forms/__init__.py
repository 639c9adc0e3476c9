"""Forms with rows inside rows, as a tree of typed texts. Knows courses and the checker; no page, no rows."""
