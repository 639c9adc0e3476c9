"""Reads for pages: what a learner sees of their progress."""
