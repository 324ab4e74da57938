"""Reader of the idx format of MNIST and its relatives (Y. LeCun, http://yann.lecun.com/exdb/mnist/)."""

import gzip
import math
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.source_files import open_source_file
from workbench.errors import UserError

_UNSIGNED_BYTE = 0x08


def read_idx(path: Path, name: str, sample_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Read a gzipped idx file of unsigned bytes.

    Args:
        path: the file, or a zip that holds it under ``name``.
        sample_shape: shape of one sample, ``(28, 28)`` for pictures or ``()`` for labels.

    Returns:
        uint8 of shape ``(n, *sample_shape)``.

    Raises:
        UserError: unreadable, not gzip, not idx, of another shape, truncated or too long.
    """
    expected = "x".join(("n", *map(str, sample_shape)))

    def wrong(what: str) -> UserError:
        return UserError(
            f"{path} {what}.",
            f"A gzipped idx file of unsigned bytes, {expected}, was expected: delete the file and let it be downloaded "
            "again, or put the publisher's own file there.",
        )

    with open_source_file(path, name) as compressed:
        try:
            with gzip.GzipFile(fileobj=compressed) as stream:
                start = stream.read(4)
                if len(start) < 4:
                    raise wrong("is empty or truncated")
                zeros, value_type, dimensions = struct.unpack(">HBB", start)
                if zeros != 0 or value_type != _UNSIGNED_BYTE:
                    raise wrong(f"is no idx file of unsigned bytes: it starts with {start.hex(' ')}")
                if dimensions != 1 + len(sample_shape):
                    raise wrong(f"has {dimensions} dimensions")
                sizes = stream.read(4 * dimensions)
                if len(sizes) < 4 * dimensions:
                    raise wrong("is truncated")
                shape = struct.unpack(f">{dimensions}I", sizes)
                if shape[1:] != sample_shape or shape[0] == 0:
                    raise wrong(f"has the shape {'x'.join(map(str, shape))}")
                values = stream.read(math.prod(shape) + 1)
        except (gzip.BadGzipFile, zlib.error) as error:
            raise wrong(f"is damaged or not a gzip file ({error})") from error
        except EOFError as error:
            raise wrong("is truncated") from error
    if len(values) != math.prod(shape):
        relation = "fewer" if len(values) < math.prod(shape) else "more"
        raise wrong(f"holds {relation} values than the {math.prod(shape)} that it promises")
    return np.frombuffer(values, np.uint8).reshape(shape)
