"""Settings of the twelve networks written in NumPy, a ladder: each step says what it changes, all else stays."""

from collections.abc import Callable
from dataclasses import replace

from workbench.data.types import Kind
from workbench.networks.architecture import Architecture, InputForm, Library, NetworkInput
from workbench.networks.from_scratch.network import Network
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import TrainingSettings

NUMPY_OPTIMIZERS = ("sgd", "adam", "rmsprop")
"""Those of `workbench.networks.from_scratch.optimizers`."""

S1 = TrainingSettings(epochs=100, batch_size=1, learning_rate=0.1, optimizer="sgd")
S2 = replace(S1, batch_size=16)
S3 = S2
# The paper does not state epsilon. With Keras's, 1e-7, and so large a rate, rare errors throw every weight far off:
# 4 % error at the end instead of 2.5. The smaller the rate, the less of it is needed.
S4 = replace(S3, optimizer="adam", learning_rate=0.01, epochs=30, epsilon=0.03)

S5 = replace(S4, learning_rate=0.001, epochs=50, epsilon=0.01)
S6 = replace(S5, learning_rate=0.0005, epochs=200, epsilon=None)
S7 = replace(S6, augmentation=Augmentation(fraction=0.25, rotation=25.0, zoom=0.2, stretch=0.2), epochs=100)
# Early stopping takes the place of a fixed number of epochs, which is only a bound here.
S8 = replace(
    S7,
    epochs=200,
    early_stopping=EarlyStopping(patience=15, monitor=Monitor.TRAINING_ERROR, improvement=0.005, restore_best=False),
)

S9 = replace(S8, learning_rate=0.001, epochs=100)
S10 = replace(
    S9,
    schedule=Schedule(ScheduleKind.STEP, factor=0.5, every=5),
    augmentation=replace(S9.augmentation, fraction=0.5),
)
S11 = S10
# Up to epoch 20 as before; then the rate is halved after every second epoch.
S12 = replace(
    S11,
    schedule=Schedule(ScheduleKind.MILESTONES, factor=0.5, milestones=(5, 10, 15, *range(20, 41, 2))),
    augmentation=replace(S11.augmentation, fraction=0.8),
)

CONVOLUTIONAL_EPOCHS = 20
"""Where the user names none: a hundred epochs of a convolutional network take hours on 60,000 pictures."""


def rung(
    name: str,
    description: str,
    build: Callable[[NetworkInput], Network],
    thesis: TrainingSettings,
    relative_cost: float,
    batches_per_step: int,
    epochs: int | None = None,
) -> Architecture:
    """One step of the ladder.

    Args:
        epochs: where the user names none; None for the paper's.
    """
    return Architecture(
        name=name,
        kind=Kind.IMAGE,
        input_form=InputForm.PIXELS,
        description=description,
        build=build,
        defaults=replace(thesis, epochs=epochs or thesis.epochs),
        thesis=thesis,
        relative_cost=relative_cost,
        batches_per_step=batches_per_step,
        library=Library.NUMPY,
        optimizers=NUMPY_OPTIMIZERS,
    )
