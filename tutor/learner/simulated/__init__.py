"""Learners who do not exist, for benches, the linter and content tests. They know nothing of the model.

`people` names them: a kind and a seed make a learner. `profiles` says what one knows before any lesson,
`minds` how one answers, learns and forgets, `work` how one works through a problem; `terrain` is what there
is to know.
"""
