"""What we believe of a learner: a view on the log of evidence."""

from tutor.memory.beliefs import ask, beliefs_of, forget_beliefs, lagging, update_beliefs

__all__ = ["ask", "beliefs_of", "forget_beliefs", "lagging", "update_beliefs"]
