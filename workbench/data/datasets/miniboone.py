"""MiniBooNE particle identification: electron neutrinos (signal) against muon neutrinos (background)."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from workbench.data.files.source_files import open_source_file
from workbench.data.types import DatasetSource, Kind, Progress, RawArrays, RemoteFile
from workbench.errors import UserError

_TEXT = "MiniBooNE_PID.txt"
_FEATURES = 50
_MISSING = -999.0
_ROWS_AT_ONCE = 10_000


def read(files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """(130064, 50) float32 with NaN for missing values; label 1 is signal, whose rows come first in the file."""
    path = files[_TEXT]

    def wrong(what: str) -> UserError:
        return UserError(
            f"{path} {what}.",
            f"Expected are a first line with the numbers of signal and background rows, and then as many rows of "
            f"{_FEATURES} numbers: delete the file and let it be downloaded again, or put the original there.",
        )

    with open_source_file(path, _TEXT) as stream:
        try:
            signal, background = (int(count) for count in stream.readline(1000).split())
        except ValueError:
            raise wrong("does not start with two counts") from None
        rows = signal + background
        if signal < 1 or background < 1:
            raise wrong(f"promises {signal} signal and {background} background rows")
        progress(f"reading {_TEXT}", 0, rows)
        import pandas

        chunks, done = [], 0
        try:
            reader = pandas.read_csv(
                stream, sep=r"\s+", header=None, dtype=np.float32, chunksize=_ROWS_AT_ONCE, encoding_errors="replace"
            )
            with reader:
                for frame in reader:
                    if frame.shape[1] != _FEATURES:
                        raise wrong(f"has {frame.shape[1]} columns")
                    chunks.append(frame.to_numpy(np.float32))
                    done += len(frame)
                    progress(f"reading {_TEXT}", done, rows)
        except (ValueError, pandas.errors.ParserError) as error:
            raise wrong(f"holds something else than numbers ({error})") from error
    if done != rows:
        raise wrong(f"promises {rows} rows and holds {done}")
    x = np.concatenate(chunks)
    if np.isnan(x).any():
        raise wrong("has rows with too few numbers")
    x[x == _MISSING] = np.nan
    return RawArrays(x, (np.arange(rows) < signal).astype(np.int32))


SOURCE = DatasetSource(
    name="miniboone",
    title="MiniBooNE",
    kind=Kind.TABULAR,
    description="130,064 events in a particle detector, 50 measurements each: electron or muon neutrino?",
    class_names=("background", "signal"),
    sizes=(104_051, 26_013),
    input_shape=(_FEATURES,),
    read=read,
    citation="B. Roe, MiniBooNE particle identification, UCI Machine Learning Repository, 2005, doi 10.24432/C5QC87",
    licence="CC BY 4.0",
    files=(
        RemoteFile(
            _TEXT,
            "https://archive.ics.uci.edu/static/public/199/miniboone+particle+identification.zip",
            "577ab8bcb612199a0386cef1725058295df9a18b778a003a6a4349bbd51abd48",
            91_174_877,
        ),
    ),
    feature_names=tuple(f"feature {number}" for number in range(1, _FEATURES + 1)),
    missing_marker=_MISSING,
)
