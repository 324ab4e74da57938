"""From raw samples to batches that a network takes; what is learned from data is learned from training rows alone."""

import math
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.types import Dataset, InputForm, Kind, Samples, Sequences
from workbench.data.vocabulary import FIRST_WORD, WORDS_FILE, learn_words, read_words, vocabulary_ids
from workbench.errors import UserError


@dataclass(frozen=True)
class Preprocessing:
    """What must be known to prepare a sample; plain values, kept with a run and with saved weights.

    Attributes:
        kind: kind of the dataset.
        median, mean, scale: for tables, per feature: what replaces a missing value, what is subtracted, what divides.
        maximum: for images, the value of full brightness.
        length, num_words: for sequences, tokens that an embedding network sees, and the size of the vocabulary.
        words: of a vocabulary that is learned from the training rows, the most frequent first (see
            `workbench.data.vocabulary`); empty where a dataset comes with its own.
    """

    kind: Kind
    median: tuple[float, ...] = ()
    mean: tuple[float, ...] = ()
    scale: tuple[float, ...] = ()
    maximum: float = 1.0
    length: int = 0
    num_words: int = 0
    words: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON file."""
        return asdict(self) | {"kind": self.kind.value}

    @classmethod
    def from_json(cls, value: object) -> "Preprocessing":
        """What `to_json` gave; `UserError` if it is anything else."""
        try:
            return _from_json(value)
        except (TypeError, ValueError, KeyError, OverflowError) as error:
            raise UserError(
                f"The description of the preprocessing is damaged: {error}.", "Use another file, or train anew."
            ) from error


def fit(dataset: Dataset, train_indices: NDArray[np.integer], samples: Samples | None = None) -> Preprocessing:
    """Learn the preprocessing from the given training rows and from nothing else.

    Tables: missing values are replaced by the median (0 where a column has no value at all), then each column is
    standardised with mean and population standard deviation (a constant column is only centred).
    Texts whose vocabulary is not given: the most frequent words, see `learn_words`.

    Args:
        samples: whose rows are meant; those of the train part by default.
    """
    source, x = dataset.source, dataset.x_train if samples is None else samples
    if isinstance(x, Sequences):
        words = _words(dataset, x, train_indices) if source.learns_words else ()
        return Preprocessing(source.kind, length=source.input_shape[0], num_words=source.num_words, words=words)
    if source.kind is Kind.IMAGE:
        return Preprocessing(source.kind, maximum=source.maximum)
    median, mean, scale = [], [], []
    for column in range(x.shape[1]):  # one at a time: a whole table in float64 would be large
        values = np.asarray(x[train_indices, column], np.float64)
        known = np.isfinite(values)
        median.append(float(np.median(values[known])) if known.any() else 0.0)
        values[~known] = median[-1]
        mean.append(float(values.mean()))
        scale.append(float(values.std()) if values.min() < values.max() else 1.0)
    return Preprocessing(source.kind, tuple(median), tuple(mean), tuple(scale))


def apply(
    preprocessing: Preprocessing, samples: Samples, indices: NDArray[np.integer], form: InputForm
) -> NDArray[np.float32] | NDArray[np.int32]:
    """A batch of the samples at ``indices``, in that order, ready for a network (see `InputForm`)."""
    match form:
        case InputForm.FEATURES:
            return _features(preprocessing, _array(samples)[indices])
        case InputForm.PIXELS:
            return _pixels(preprocessing, _array(samples)[indices])
        case InputForm.TOKENS:
            return _tokens(preprocessing, _sequences(samples), indices)
        case InputForm.MULTI_HOT:
            return _multi_hot(preprocessing, _sequences(samples), indices)


def _words(dataset: Dataset, x: Sequences, train_indices: NDArray[np.integer]) -> tuple[str, ...]:
    in_training = np.zeros(len(x), bool)
    in_training[train_indices] = True
    tokens = np.asarray(x.values)[np.repeat(in_training, np.diff(x.offsets))]
    return learn_words(tokens, read_words(dataset.folder / WORDS_FILE), dataset.source.num_words)


def _array(samples: Samples) -> NDArray[Any]:
    if isinstance(samples, Sequences):
        raise TypeError("an array was expected, not sequences")
    return np.asarray(samples)


def _sequences(samples: Samples) -> Sequences:
    if not isinstance(samples, Sequences):
        raise TypeError("sequences were expected, not an array")
    # plain views: taking a slice of a memory map costs several times as much
    return Sequences(np.asarray(samples.values), np.asarray(samples.offsets))


def _features(preprocessing: Preprocessing, rows: NDArray[Any]) -> NDArray[np.float32]:
    values = rows.astype(np.float64)
    values = np.where(np.isfinite(values), values, np.array(preprocessing.median))
    values -= np.array(preprocessing.mean)
    values /= np.array(preprocessing.scale)
    return values.astype(np.float32)


def _pixels(preprocessing: Preprocessing, rows: NDArray[Any]) -> NDArray[np.float32]:
    pixels = rows.astype(np.float32)
    pixels /= np.float32(preprocessing.maximum)
    return pixels


def _tokens(preprocessing: Preprocessing, samples: Sequences, indices: NDArray[np.integer]) -> NDArray[np.int32]:
    length = preprocessing.length
    batch = np.zeros((len(indices), length), np.int32)
    starts = np.maximum(samples.offsets[indices], samples.offsets[indices + 1] - length)
    for row, start, end in zip(batch, starts.tolist(), samples.offsets[indices + 1].tolist(), strict=True):
        row[length - (end - start) :] = _ids(preprocessing, samples.values[start:end])
    return batch


def _multi_hot(preprocessing: Preprocessing, samples: Sequences, indices: NDArray[np.integer]) -> NDArray[np.float32]:
    batch = np.zeros((len(indices), preprocessing.num_words), np.float32)
    ends = samples.offsets[indices + 1].tolist()
    for row, start, end in zip(batch, samples.offsets[indices].tolist(), ends, strict=True):
        row[_ids(preprocessing, samples.values[start:end])] = 1.0
    batch[:, 0] = 0.0
    return batch


def _ids(preprocessing: Preprocessing, tokens: NDArray[np.int32]) -> NDArray[np.int32]:
    return vocabulary_ids(preprocessing.words, tokens) if preprocessing.words else tokens


def _from_json(value: object) -> Preprocessing:
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    known = {field.name for field in fields(Preprocessing)}
    if set(value) | {"words"} != known:  # records from before own texts have no words
        raise ValueError(f"expected are the entries {', '.join(sorted(known))}")
    result = Preprocessing(
        kind=Kind(value["kind"]),
        median=_numbers(value["median"]),
        mean=_numbers(value["mean"]),
        scale=_numbers(value["scale"]),
        maximum=_number(value["maximum"]),
        length=_whole_number(value["length"]),
        num_words=_whole_number(value["num_words"]),
        words=_texts(value.get("words", [])),
    )
    if not len(result.median) == len(result.mean) == len(result.scale):
        raise ValueError("medians, means and scales differ in number")
    if (result.kind is Kind.TABULAR) != bool(result.scale):
        raise ValueError("medians, means and scales belong to tables")
    if min((result.maximum, *result.scale)) <= 0:
        raise ValueError("scales and the maximum must be above 0")
    if result.kind is Kind.SEQUENCE and (result.length < 1 or result.num_words < 2):
        raise ValueError("sequences need a length and a vocabulary")
    if result.words and (result.kind is not Kind.SEQUENCE or len(result.words) > result.num_words - FIRST_WORD):
        raise ValueError("there are more words than the vocabulary has places")
    return result


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"a list was expected, not {value!r}")
    return tuple(_number(entry) for entry in value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(entry, str) for entry in value):
        raise TypeError("a list of words was expected")
    return tuple(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"a number was expected, not {value!r}")
    return float(value)


def _whole_number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise TypeError(f"a whole number from 0 was expected, not {value!r}")
    return value
