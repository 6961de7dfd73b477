"""Which sentences are held out together while it is measured how well the others teach."""

from collections.abc import Iterator

import numpy as np

from language.calibration import Labels

FOLDS = 5

_SEED = 20260401


def folds(labels: Labels, hands: Labels) -> Iterator[tuple[Labels, Labels]]:
    """(seen, unseen) positions, each sentence unseen once; ``hands`` tells who wrote it.

    What one hand wrote is held out whole: who writes to the bot has not written its sentences
    either. Where there are fewer hands than folds, by chance, the intents evenly.
    """
    from sklearn.model_selection import (  # type: ignore[import-untyped]  # no types
        GroupKFold,
        StratifiedKFold,
    )

    if len(np.unique(hands)) >= FOLDS:
        return iter(GroupKFold(FOLDS).split(labels, labels, hands))
    by_chance = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)
    return iter(by_chance.split(labels, labels))
