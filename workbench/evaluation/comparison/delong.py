"""How much each row moves the area under the ROC curve: its covariance without resampling.

DeLong, DeLong and Clarke-Pearson 1988, with the fast midranks of Sun and Xu 2014. A row moves the mean over classes
(macro) as much as it moves the areas of the classes in the mean.
"""

import numpy as np
from numpy.typing import NDArray

from workbench.evaluation.scored import Scored, Scores

Values = NDArray[np.float64]


def auc_influences(scored: Scored) -> Values:
    """For each row (n,), scaled so that the sum of squares is the variance of the area, or of the mean of areas.

    Two networks on the same rows: the sum of squares of the difference is the variance of the difference of areas. All
    are NaN where the area is undefined, or of a class with a single sample.
    """
    classes = [1] if scored.num_classes == 2 else range(scored.num_classes)
    found = [
        _influences(of_class, scored.y_score[:, label])
        for label in classes
        if 0 < (of_class := scored.y_true == label).sum() < len(of_class)
    ]
    if not found:
        return np.full(len(scored.y_true), np.nan)
    mean: Values = np.mean(found, axis=0)
    return mean


def _influences(of_class: NDArray[np.bool_], score: Scores) -> Values:
    from scipy.stats import rankdata

    positives, negatives = int(of_class.sum()), int((~of_class).sum())
    found = np.full(len(score), np.nan)
    if min(positives, negatives) < 2:
        return found
    ranks = rankdata(score)
    above_negatives = (ranks[of_class] - rankdata(score[of_class])) / negatives  # fraction of them, for each positive
    below_positives = 1 - (ranks[~of_class] - rankdata(score[~of_class])) / positives
    area = above_negatives.mean()
    found[of_class] = (above_negatives - area) / np.sqrt(positives * (positives - 1))
    found[~of_class] = (below_positives - area) / np.sqrt(negatives * (negatives - 1))
    return found
