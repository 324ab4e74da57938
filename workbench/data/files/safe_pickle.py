"""Reading plain values and arrays out of pickles without letting the pickle run anything.

A pickle is a program: it may call whatever its reader lets it import. Here it can import four names, and for each of
them it gets a stand-in that only keeps what it is given; neither NumPy nor anything else is called.
"""

import pickle
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError

_ADVICE = "Delete the file and let it be downloaded again, or take it from its publisher."


class _Type:
    """Stands for a dtype: its code is the first argument."""

    def __init__(self, code: object = "", *_arguments: object) -> None:
        self.code = code.decode("latin-1") if isinstance(code, bytes) else code

    def __setstate__(self, _state: object) -> None:
        pass


class _Array:
    """Stands for an array: its state is (version, shape, dtype, fortran order, elements)."""

    shape: tuple[Any, ...] = ()
    type_code: object = ""
    in_columns: bool = False
    elements: list[Any] | bytes | None = None

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        if len(state) == 5 and isinstance(state[1], tuple) and isinstance(state[2], _Type):
            self.shape, self.type_code, self.in_columns = state[1], state[2].code, bool(state[3])
            self.elements = state[4] if isinstance(state[4], list | bytes) else None


def _reconstruct(*_arguments: object) -> _Array:
    return _Array()


def _encode(text: object, *_encoding: object) -> bytes:
    """What Python 3 writes for a byte string in the protocols of Python 2; the encoding is always latin-1."""
    return text.encode("latin-1") if isinstance(text, str) else b""


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
    # Python 2 wrote the files of Keras; their few byte strings are read as latin-1 and not used
    array = _load(stream, what, "latin-1")
    if not isinstance(array, _Array) or not isinstance(array.elements, list):
        raise UserError(f"{what} holds no array of Python objects.", "Delete the file and let it be downloaded again.")
    return array.elements


def load_dictionary(stream: IO[bytes], what: str) -> dict[str, Any]:
    """A pickled dictionary of plain values and arrays of unsigned bytes, which come as NumPy arrays.

    Byte strings, which is what Python 2 wrote for every text, stay bytes; as keys they become text.

    Args:
        what: name of the file, for messages.

    Raises:
        UserError: the pickle asks for anything but such arrays, is damaged, or holds no dictionary.
    """
    values = _load(stream, what, "bytes")
    if not isinstance(values, dict):
        raise UserError(f"{what} holds no dictionary.", _ADVICE)
    try:
        return {
            _text(key): _bytes_array(entry) if isinstance(entry, _Array) else entry for key, entry in values.items()
        }
    except (TypeError, ValueError, OverflowError) as error:
        raise UserError(f"{what} is damaged: {error}.", _ADVICE) from error


def _load(stream: IO[bytes], what: str, encoding: str) -> Any:
    try:
        return _Unpickler(stream, encoding=encoding).load()
    except Exception as error:  # a damaged pickle can raise almost anything
        raise UserError(
            f"{what} was not read, because it is damaged or could run a foreign program: {error}.", _ADVICE
        ) from error


def _text(key: object) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else str(key)


def _bytes_array(array: _Array) -> NDArray[np.uint8]:
    if array.type_code != "u1" or not isinstance(array.elements, bytes):
        raise ValueError("an array of unsigned bytes was expected")
    flat = np.frombuffer(array.elements, np.uint8)
    return flat.reshape(array.shape[::-1]).T if array.in_columns else flat.reshape(array.shape)
