from __future__ import annotations

import numpy as np
import pytest

from models_server.knowledge.predictor.measures import auc, ece, log_loss, reliability


def test_auc_counts_pairs_and_halves_ties():
    score, p = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.1, 0.4, 0.4])
    assert auc(score, p) == pytest.approx((1 + 1 + 1 + 0.5) / 4)
    assert auc(np.ones(3), np.array([0.1, 0.2, 0.3])) == 0.5


def test_calibration_is_the_distance_of_said_and_seen():
    p = np.r_[np.full(100, 0.2), np.full(100, 0.7)]
    score = np.r_[np.ones(30), np.zeros(70), np.ones(60), np.zeros(40)]
    assert ece(score, p, bins=2) == pytest.approx(0.1)
    assert np.array(reliability(score, p, bins=2)) == pytest.approx(
        np.array([[0.2, 0.3, 100], [0.7, 0.6, 100]])
    )


def test_certainty_that_was_wrong_is_dear_but_finite():
    assert 20.0 < log_loss(np.array([1.0]), np.array([0.0])) < 21.0
    assert log_loss(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(np.log(2))
