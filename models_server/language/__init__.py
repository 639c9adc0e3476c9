"""Words from a causal language model: weights, one engine, admission before it, the OpenAI shape around it."""
