"""Reading lists of integers out of a pickled NumPy array without letting the pickle run anything.

A pickle is a program: it may call whatever its reader lets it import. Here it can import four names, and for each of
them it gets a stand-in that only keeps what it is given; neither NumPy nor anything else is called.
"""

import pickle
from typing import IO, Any

from workbench.errors import UserError


class _Array:
    """Stands for the array: its state is (version, shape, dtype, fortran order, elements)."""

    elements: list[Any] | None = None

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        if len(state) == 5 and isinstance(state[4], list):
            self.elements = state[4]


class _Type:
    """Stands for a dtype."""

    def __init__(self, *_arguments: object) -> None:
        pass

    def __setstate__(self, _state: object) -> None:
        pass


def _reconstruct(*_arguments: object) -> _Array:
    return _Array()


def _encode(*_arguments: object) -> bytes:
    return b""  # only ever the type code that `_reconstruct` ignores


_ADMITTED: dict[tuple[str, str], Any] = {
    ("numpy.core.multiarray", "_reconstruct"): _reconstruct,
    ("numpy._core.multiarray", "_reconstruct"): _reconstruct,
    ("numpy", "ndarray"): _Array,
    ("numpy", "dtype"): _Type,
    ("_codecs", "encode"): _encode,
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        try:
            return _ADMITTED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"it asks for {module_name}.{global_name}") from None


def load_object_array(stream: IO[bytes], what: str) -> list[Any]:
    """The elements of a pickled one-dimensional array of Python objects.

    Args:
        what: name of the file, for messages.

    Raises:
        UserError: the pickle asks for anything but such an array, or is damaged.
    """
    try:
        # Python 2 wrote the files of Keras; their few byte strings are read as latin-1 and not used
        array = _Unpickler(stream, encoding="latin-1").load()
    except Exception as error:  # a damaged pickle can raise almost anything
        raise UserError(
            f"{what} was not read, because it is damaged or could run a foreign program: {error}.",
            "Delete the file and let it be downloaded again, or take it from its publisher.",
        ) from error
    if not isinstance(array, _Array) or array.elements is None:
        raise UserError(f"{what} holds no array of Python objects.", "Delete the file and let it be downloaded again.")
    return array.elements
