"""The twelve networks are those of the thesis: layer order, sizes, rates and parameter counts."""

import subprocess
import sys
from typing import Any

import pytest

from workbench.networks.architecture import InputForm, NetworkInput, TrainingSettings
from workbench.networks.registry import QUARTETS, architecture

pytestmark = pytest.mark.usefixtures("tensorflow")

THESIS_INPUTS = {
    "tabular": NetworkInput((50,), 2),
    "image": NetworkInput((28, 28, 1), 10),
    "sequence": NetworkInput((500,), 2, 10_000),
}
BUDGETS = {"tabular": 7_500, "image": 240_000, "sequence": 370_000}

SIGMOID = ("Dense", {"units": 1, "activation": "sigmoid"})
SOFTMAX = ("Dense", {"units": 10, "activation": "softmax"})


def dense(units: int) -> tuple[str, dict[str, Any]]:
    return "Dense", {"units": units, "activation": "relu"}


def dropout(rate: float) -> tuple[str, dict[str, Any]]:
    return "Dropout", {"rate": rate}


def lstm(units: int, rate: float, sequences: bool = False) -> tuple[str, dict[str, Any]]:
    return "LSTM", {
        "units": units,
        "dropout": rate,
        "recurrent_dropout": 0.0,
        "return_sequences": sequences,
        "activation": "tanh",
    }


def convolution_2d(filters: int, initializer: str) -> tuple[str, dict[str, Any]]:
    return "Conv2D", {
        "filters": filters,
        "kernel_size": (3, 3),
        "padding": "valid",
        "activation": "relu",
        "kernel_initializer": initializer,
    }


CONVOLUTIONAL = [
    convolution_2d(32, "HeNormal"),
    ("MaxPooling2D", {"pool_size": (2, 2)}),
    dropout(0.25),
    convolution_2d(64, "GlorotUniform"),
    ("MaxPooling2D", {"pool_size": (2, 2)}),
    dropout(0.25),
    convolution_2d(128, "GlorotUniform"),
    dropout(0.4),
    ("Flatten", {}),
    dense(128),
    dropout(0.3),
    SOFTMAX,
]

LAYERS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "Tabular_MLP": [dense(150), dropout(0.1), SIGMOID],
    "Tabular_CNN": [
        ("Reshape", {"target_shape": (50, 1)}),
        ("Conv1D", {"filters": 32, "kernel_size": (3,), "padding": "valid", "activation": "linear"}),
        ("MaxPooling1D", {"pool_size": (2,)}),
        dropout(0.1),
        ("Flatten", {}),
        dense(10),
        dropout(0.1),
        SIGMOID,
    ],
    "Tabular_RNN": [("Reshape", {"target_shape": (50, 1)}), lstm(42, 0.1), dropout(0.1), SIGMOID],
    "Tabular_MLPx": [*[dense(50), dropout(0.4)] * 3, SIGMOID],
    "Image_MLP": [
        ("Flatten", {}),
        dense(224),
        dropout(0.3),
        dense(224),
        dropout(0.5),
        dense(112),
        dropout(0.3),
        SOFTMAX,
    ],
    "Image_CNN": CONVOLUTIONAL,
    "Image_RNN": [
        ("Reshape", {"target_shape": (28, 28)}),
        lstm(180, 0.3, sequences=True),
        lstm(90, 0.25),
        dropout(0.25),
        dense(90),
        dropout(0.3),
        SOFTMAX,
    ],
    "Image_CNNx": [layer for layer in CONVOLUTIONAL if layer[0] != "Dropout"],
    "Sequential_MLP": [dropout(0.35), dense(36), dropout(0.35), dense(36), dropout(0.35), SIGMOID],
    "Sequential_CNN": [
        ("Embedding", {"input_dim": 10_000, "output_dim": 32, "mask_zero": False}),
        dropout(0.5),
        ("Conv1D", {"filters": 64, "kernel_size": (3,), "padding": "same", "activation": "relu"}),
        ("GlobalMaxPooling1D", {}),
        dense(256),
        dropout(0.5),
        SIGMOID,
    ],
    "Sequential_RNN": [
        ("Embedding", {"input_dim": 10_000, "output_dim": 32, "mask_zero": False}),
        lstm(100, 0.75),
        dropout(0.75),
        SIGMOID,
    ],
    "Sequential_RNNx": [
        ("Embedding", {"input_dim": 10_000, "output_dim": 32, "mask_zero": False}),
        lstm(80, 0.75, sequences=True),
        lstm(40, 0.75),
        dropout(0.75),
        dense(40),
        dropout(0.75),
        SIGMOID,
    ],
}

PARAMETERS = {
    "Tabular_MLP": 7_801,
    "Tabular_CNN": 7_829,
    "Tabular_RNN": 7_435,
    "Tabular_MLPx": 7_701,
    "Image_MLP": 252_570,
    "Image_CNN": 241_546,
    "Image_RNN": 257_140,
    "Image_CNNx": 241_546,
    "Sequential_MLP": 361_405,
    "Sequential_CNN": 343_105,
    "Sequential_RNN": 373_301,
    "Sequential_RNNx": 377_201,
}

EPOCHS = {"tabular": (30, 150), "image": (10, 200), "sequence": (4, 100)}
BATCH_SIZE_AND_OPTIMIZER = {"tabular": (256, "adam"), "image": (32, "adam"), "sequence": (64, "rmsprop")}


@pytest.fixture(scope="module", params=LAYERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def model(name: str) -> Any:
    recipe = architecture(name)
    return recipe.build(THESIS_INPUTS[recipe.kind])


def test_the_table_covers_the_quartets_of_the_thesis() -> None:
    names = [network.name for group in THESIS_INPUTS for network in QUARTETS[group].architectures]
    assert names == list(LAYERS) == list(PARAMETERS)


def test_layers(name: str, model: Any) -> None:
    found = []
    for layer, (_, expected) in zip(model.layers, LAYERS[name], strict=True):
        config = layer.get_config()
        if "kernel_initializer" in config:
            config["kernel_initializer"] = config["kernel_initializer"]["class_name"]
        found.append((type(layer).__name__, {key: config[key] for key in expected}))
    assert found == LAYERS[name]


def test_parameter_count(name: str, model: Any) -> None:
    assert model.count_params() == PARAMETERS[name]
    assert PARAMETERS[name] == pytest.approx(BUDGETS[architecture(name).kind], rel=0.1)


def test_name_and_input(name: str, model: Any) -> None:
    assert model.name == name
    recipe = architecture(name)
    expected = {
        InputForm.FEATURES: ((None, 50), "float32"),
        InputForm.PIXELS: ((None, 28, 28, 1), "float32"),
        InputForm.TOKENS: ((None, 500), "int32"),
        InputForm.MULTI_HOT: ((None, 10_000), "float32"),
    }[recipe.input_form]
    assert (model.inputs[0].shape, model.inputs[0].dtype) == expected


def test_settings(name: str) -> None:
    recipe = architecture(name)
    batch_size, optimizer = BATCH_SIZE_AND_OPTIMIZER[recipe.kind]
    defaults, thesis = EPOCHS[recipe.kind]
    assert recipe.defaults == TrainingSettings(defaults, batch_size, 0.001, optimizer)
    assert recipe.thesis == TrainingSettings(thesis, batch_size, 0.001, optimizer)


def test_the_registry_does_not_import_keras() -> None:
    code = "import sys, workbench.networks.registry; print(sorted({'keras', 'tensorflow'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
