"""What follows from what a learner knows. Knows no words of the conversation and no database."""
