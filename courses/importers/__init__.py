"""Course material of others, read into our `Course`. Each knows one foreign format, no database."""
