"""What the tutor does next, and in which words. Knows no learner model, no database and no transport."""
