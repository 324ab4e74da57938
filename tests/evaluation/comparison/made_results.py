"""Results of made-up networks that err in part on the same rows."""

import numpy as np

from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin, Results


def made_results(skills: dict[str, float], rows: int, classes: int, seed: int = 0) -> Results:
    """Competitors by how much the true class stands out of their scores."""
    random = np.random.default_rng(seed)
    y_true = random.integers(0, classes, rows).astype(np.int32)
    difficulty = random.standard_normal((rows, classes))
    scores = {}
    for name, skill in skills.items():
        logits = difficulty + 0.6 * random.standard_normal((rows, classes)) + skill * np.eye(classes)[y_true]
        scores[name] = (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype(np.float32)
    origin = Origin("made up", "f00d", "test part, seed 0", tuple(f"class {label}" for label in range(classes)))
    weights = dict.fromkeys(skills, EvaluatedWeights("last", 1))
    return Results(origin, EvaluatedSubset.TEST, np.arange(rows), y_true, scores, weights)
