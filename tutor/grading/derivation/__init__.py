"""A learner's lines of algebra, each against the one before. Knows no page, no course and no marks."""
