"""Learners who do not exist, for benches, the linter and content tests. They know nothing of the model.

`profiles` says what a learner knows before any lesson; `minds` says how one answers, learns and forgets.
"""
