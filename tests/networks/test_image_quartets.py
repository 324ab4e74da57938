"""The networks of the course papers on pictures: layers, parameter counts and settings."""

from typing import Any

import pytest

from workbench.networks.architecture import NetworkInput, TrainingSettings
from workbench.networks.registry import QUARTETS, architecture
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind

pytestmark = pytest.mark.usefixtures("tensorflow")

CIFAR = NetworkInput((32, 32, 3), 10)
SCENES = NetworkInput((150, 150, 3), 5)

Layer = tuple[str, dict[str, Any]]


def dense(units: int, activation: str = "relu") -> Layer:
    return "Dense", {"units": units, "activation": activation}


def convolution(filters: int, activation: str = "relu", padding: str = "valid", strides: int = 1) -> Layer:
    return "Conv2D", {
        "filters": filters,
        "kernel_size": (3, 3),
        "activation": activation,
        "padding": padding,
        "strides": (strides, strides),
    }


def dropout(rate: float) -> Layer:
    return "Dropout", {"rate": rate}


FLATTEN: Layer = ("Flatten", {})
POOLING: Layer = ("MaxPooling2D", {"pool_size": (2, 2)})
NORMALISATION: Layer = ("BatchNormalization", {"center": True, "scale": True})
NORMALISED_RELU: list[Layer] = [NORMALISATION, ("Activation", {"activation": "relu"})]
SOFTMAX = dense(10, "softmax")

NORMALISED = [
    *[convolution(32, "linear"), *NORMALISED_RELU, POOLING],
    *[convolution(64, "linear"), *NORMALISED_RELU, POOLING],
    *[convolution(64, "linear"), *NORMALISED_RELU],
    *[FLATTEN, dense(64, "linear"), *NORMALISED_RELU, SOFTMAX],
]
ELU = [dense(1000, "elu"), dense(500, "elu"), dense(100)]


def pyramid(*filters: int, dropouts: tuple[float, ...] = ()) -> list[Layer]:
    blocks = [
        layer
        for number, width in enumerate(filters)
        for layer in (convolution(width, padding="same"), POOLING, *map(dropout, dropouts[number : number + 1]))
    ]
    return [*([NORMALISATION] if dropouts else []), *blocks, FLATTEN, dense(256), dense(5, "softmax")]


LAYERS: dict[str, list[Layer]] = {
    "FF_base": [FLATTEN, dense(512), SOFTMAX],
    "FF_deep": [FLATTEN, dense(1000), dense(500), dense(100), SOFTMAX],
    "FF_adamax": [FLATTEN, *ELU, SOFTMAX],
    "FF_dropout": [FLATTEN, *(layer for hidden in ELU for layer in (hidden, dropout(0.3))), SOFTMAX],
    "Conv_base": NORMALISED,
    "Conv_augmented": NORMALISED,
    "Conv_regularised": [
        *NORMALISED[:4], dropout(0.1), *NORMALISED[4:8], dropout(0.2), *NORMALISED[8:11], dropout(0.3),
        *NORMALISED[11:15], dropout(0.4), SOFTMAX,
    ],
    "Conv_tuned": [convolution(64), POOLING, convolution(128), POOLING, convolution(96), FLATTEN, dense(128), SOFTMAX],
    "Scenes_under": [
        convolution(6, padding="same", strides=3), POOLING, convolution(6, padding="same"), POOLING, FLATTEN,
        dense(5, "softmax"),
    ],
    "Scenes_over": pyramid(32, 64, 128, 256, 512),
    "Scenes_best": pyramid(32, 64, 128, 256, 512, dropouts=(0.3, 0.3, 0.3, 0.3, 0.4)),
    "Scenes_best2": pyramid(64, 128, 256, 512, 1024, dropouts=(0.3, 0.3, 0.3, 0.3, 0.4)),
}  # fmt: skip

PARAMETERS = {
    "FF_base": 1_578_506,
    "FF_deep": 3_624_610,
    "FF_adamax": 3_624_610,
    "FF_dropout": 3_624_610,
    "Conv_base": 123_466,
    "Conv_augmented": 123_466,
    "Conv_regularised": 123_466,
    "Conv_tuned": 384_362,
    "Scenes_under": 4_823,
    "Scenes_over": 3_667_269,
    "Scenes_best": 3_667_281,
    "Scenes_best2": 10_466_449,
}

AUGMENTED = Augmentation(rotation=15.0, shift=0.1, shear=0.2, zoom=0.2, flip=True)
DIVIDED = Schedule(ScheduleKind.MILESTONES, factor=0.1, milestones=(10,))
PATIENT = EarlyStopping(5, Monitor.VALIDATION_LOSS, restore_best=True)
TURNED = Augmentation(rotation=36.0, zoom=0.1, flip=True)

SETTINGS = {
    "FF_base": TrainingSettings(5, 128, 0.001, "rmsprop"),
    "FF_deep": TrainingSettings(5, 32, 0.001, "rmsprop"),
    "FF_adamax": TrainingSettings(10, 32, 0.0005, "adamax"),
    "FF_dropout": TrainingSettings(10, 32, 0.0005, "adamax"),
    "Conv_base": TrainingSettings(20, 32, 0.001, "adam", DIVIDED),
    "Conv_augmented": TrainingSettings(20, 64, 0.001, "adam", DIVIDED, augmentation=AUGMENTED),
    "Conv_regularised": TrainingSettings(20, 64, 0.001, "adam", DIVIDED, PATIENT, AUGMENTED, l2=1e-5),
    "Conv_tuned": TrainingSettings(
        40, 64, 0.0023502, "nadam", Schedule(ScheduleKind.STEP, 0.5, every=10), PATIENT, AUGMENTED
    ),
    "Scenes_under": TrainingSettings(50, 16, 0.001, "adam"),
    "Scenes_over": TrainingSettings(50, 16, 0.001, "adam"),
    "Scenes_best": TrainingSettings(50, 16, 0.001, "adam", augmentation=TURNED, l2=1e-4),
    "Scenes_best2": TrainingSettings(50, 16, 0.001, "adam", augmentation=TURNED, l2=1e-4),
}


@pytest.fixture(scope="module", params=LAYERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def model(name: str) -> Any:
    return architecture(name).build(SCENES if name.startswith("Scenes") else CIFAR)


def test_the_table_covers_the_three_quartets() -> None:
    names = [
        network.name for group in ("feedforward", "convnet", "scenes") for network in QUARTETS[group].architectures
    ]
    assert names == list(LAYERS) == list(PARAMETERS) == list(SETTINGS)


def test_layers(name: str, model: Any) -> None:
    found = []
    for layer, (_, expected) in zip(model.layers, LAYERS[name], strict=True):
        config = layer.get_config()
        found.append((type(layer).__name__, {key: config[key] for key in expected}))
    assert found == LAYERS[name]


def test_parameter_count(name: str, model: Any) -> None:
    assert model.count_params() == PARAMETERS[name]


def test_no_penalty_is_in_the_layers_since_l2_is_a_setting(model: Any) -> None:
    assert not model.losses


def test_settings(name: str) -> None:
    recipe = architecture(name)
    assert recipe.defaults == recipe.thesis == SETTINGS[name]


@pytest.mark.parametrize(
    ("name", "shape", "enlarged"),
    [
        ("FF_base", (1, 1, 1), None),
        ("FF_dropout", (8, 8, 1), None),
        ("Conv_base", (17, 40, 1), (28, 28)),
        ("Conv_tuned", (18, 18, 3), None),
        ("Scenes_under", (31, 31, 3), (32, 32)),
        ("Scenes_best", (28, 28, 1), (32, 32)),
        ("Scenes_best2", (32, 40, 3), None),
    ],
)
def test_pictures_are_enlarged_where_a_network_of_the_quartet_needs_it(
    name: str, shape: tuple[int, ...], enlarged: tuple[int, int] | None
) -> None:
    model = architecture(name).build(NetworkInput(shape, 2))
    first = model.layers[0]
    found = (first.height, first.width) if type(first).__name__ == "Resizing" else None
    assert found == enlarged and model.output_shape == (None, 1)
