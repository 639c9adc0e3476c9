"""Words from a causal language model: weights, one engine, admission before it, OpenAI's shape around it."""
