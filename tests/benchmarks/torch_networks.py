"""The twelve networks in PyTorch, trained by a plain loop over arrays in memory.

Started by `quartets.py` with a Python that has PyTorch. PyTorch's LSTM has a second vector of biases; all else is the
same: layers, sizes, dropout (one mask a row for all time steps, as in Keras), optimizer, batch size.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tests.benchmarks.arrays import dense, open_dataset
from workbench.networks.registry import architecture


class Steps(nn.Module):  # type: ignore[misc]
    """Rows as steps: (batch, values) to (batch, values, 1), a picture to its rows."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x[..., None] if x.ndim == 2 else x[..., 0]


class Recurrent(nn.Module):  # type: ignore[misc]
    """An LSTM with dropout on its input, one mask for all steps."""

    def __init__(self, inputs: int, units: int, dropout: float, sequences: bool = False) -> None:
        super().__init__()
        self._lstm = nn.LSTM(inputs, units, batch_first=True)
        self._dropout, self._sequences = nn.Dropout(dropout), sequences

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y, _ = self._lstm(x * self._dropout(torch.ones_like(x[:, :1])))
        return y if self._sequences else y[:, -1]


class Swap(nn.Module):  # type: ignore[misc]
    """Exchange of the last two axes: Keras has channels last."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.movedim(-1, 1)


def dense_layers(*sizes: int, dropout: tuple[float, ...]) -> list[nn.Module]:
    """Dense layers with ReLU and dropout."""
    layers: list[nn.Module] = []
    for inputs, units, rate in zip(sizes, sizes[1:], dropout, strict=False):
        layers += [nn.Linear(inputs, units), nn.ReLU(), nn.Dropout(rate)]
    return layers


def picture_convolutions(rates: tuple[float, ...]) -> nn.Module:
    layers: list[nn.Module] = [Swap()]
    for place, (inputs, units) in enumerate(((1, 32), (32, 64), (64, 128))):
        layers += [nn.Conv2d(inputs, units, 3), nn.ReLU()]
        layers += [nn.MaxPool2d(2)] if place < 2 else []
        layers += [nn.Dropout(rates[place])]
    return nn.Sequential(*layers, nn.Flatten(), *dense_layers(1152, 128, dropout=rates[3:]), nn.Linear(128, 10))


NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "Tabular_MLP": lambda: nn.Sequential(*dense_layers(50, 150, dropout=(0.1,)), nn.Linear(150, 1)),
    "Tabular_MLPx": lambda: nn.Sequential(*dense_layers(50, 50, 50, 50, dropout=(0.4,) * 3), nn.Linear(50, 1)),
    "Tabular_CNN": lambda: nn.Sequential(
        Steps(),
        Swap(),
        nn.Conv1d(1, 32, 3),
        nn.MaxPool1d(2),
        nn.Dropout(0.1),
        nn.Flatten(),
        *dense_layers(768, 10, dropout=(0.1,)),
        nn.Linear(10, 1),
    ),
    "Tabular_RNN": lambda: nn.Sequential(Steps(), Recurrent(1, 42, 0.1), nn.Dropout(0.1), nn.Linear(42, 1)),
    "Image_MLP": lambda: nn.Sequential(
        nn.Flatten(), *dense_layers(784, 224, 224, 112, dropout=(0.3, 0.5, 0.3)), nn.Linear(112, 10)
    ),
    "Image_CNN": lambda: picture_convolutions((0.25, 0.25, 0.4, 0.3)),
    "Image_CNNx": lambda: picture_convolutions((0.0,) * 4),
    "Image_RNN": lambda: nn.Sequential(
        Steps(),
        Recurrent(28, 180, 0.3, sequences=True),
        Recurrent(180, 90, 0.25),
        nn.Dropout(0.25),
        *dense_layers(90, 90, dropout=(0.3,)),
        nn.Linear(90, 10),
    ),
    "Sequential_MLP": lambda: nn.Sequential(
        nn.Dropout(0.35), *dense_layers(10_000, 36, 36, dropout=(0.35, 0.35)), nn.Linear(36, 1)
    ),
    "Sequential_CNN": lambda: nn.Sequential(
        nn.Embedding(10_000, 32),
        nn.Dropout(0.5),
        Swap(),
        nn.Conv1d(32, 64, 3, padding="same"),
        nn.ReLU(),
        nn.AdaptiveMaxPool1d(1),
        nn.Flatten(),
        *dense_layers(64, 256, dropout=(0.5,)),
        nn.Linear(256, 1),
    ),
    "Sequential_RNN": lambda: nn.Sequential(
        nn.Embedding(10_000, 32), Recurrent(32, 100, 0.75), nn.Dropout(0.75), nn.Linear(100, 1)
    ),
    "Sequential_RNNx": lambda: nn.Sequential(
        nn.Embedding(10_000, 32),
        Recurrent(32, 80, 0.75, sequences=True),
        Recurrent(80, 40, 0.75),
        nn.Dropout(0.75),
        *dense_layers(40, 40, dropout=(0.75,)),
        nn.Linear(40, 1),
    ),
}


def train(name: str, dataset_name: str, epochs: int, seed: int) -> dict[str, Any]:
    """Train and test one network."""
    torch.manual_seed(seed)
    recipe, dataset = architecture(name), open_dataset(dataset_name)
    settings, arrays = recipe.thesis, dense(dataset, recipe.input_form)
    model = NETWORKS[name]()
    makers = {"adam": torch.optim.Adam, "rmsprop": torch.optim.RMSprop}
    optimizer = makers[settings.optimizer](model.parameters(), lr=settings.learning_rate)
    loss_function = nn.BCEWithLogitsLoss() if dataset.num_classes == 2 else nn.CrossEntropyLoss()
    x, y = (torch.from_numpy(np.asarray(batch)) for batch in arrays.training)
    seconds = []
    for _ in range(epochs):
        started = time.monotonic()
        model.train()
        for indices in torch.randperm(len(y)).split(settings.batch_size):
            optimizer.zero_grad()
            output, labels = model(x[indices]), y[indices]
            if dataset.num_classes == 2:
                loss = loss_function(output[:, 0], labels.float())
            else:
                loss = loss_function(output, labels.long())
            loss.backward()
            optimizer.step()
        accuracy(model, *arrays.validation, settings.batch_size)
        seconds.append(time.monotonic() - started)
    return {"epochs": seconds, "accuracy": accuracy(model, *arrays.test, settings.batch_size)}


def accuracy(model: nn.Module, x: NDArray[Any], y: NDArray[np.int32], batch_size: int) -> float:
    """Share of rows whose class is predicted."""
    model.eval()
    with torch.no_grad():
        outputs = torch.cat([model(batch) for batch in batches(x, batch_size)]).numpy()
    predicted = outputs.argmax(axis=1) if outputs.shape[1] > 1 else outputs[:, 0] > 0
    return float((predicted == y).mean())


def batches(x: NDArray[Any], size: int) -> Iterator[torch.Tensor]:
    """Consecutive rows."""
    for start in range(0, len(x), size):
        yield torch.from_numpy(np.asarray(x[start : start + size]))


def main() -> None:
    task = json.loads(sys.argv[1])
    results = {name: train(name, task["dataset"], task["epochs"], task["seed"]) for name in task["networks"]}
    print(json.dumps({"networks": results}))


if __name__ == "__main__":
    main()
