"""MNIST: handwritten digits in the publisher's four idx files."""

from functools import partial

from workbench.data.datasets.idx_pictures import SIDE, read_pictures, remote_files
from workbench.data.types import DatasetSource, Kind

SOURCE = DatasetSource(
    name="mnist",
    title="MNIST",
    kind=Kind.IMAGE,
    description="70,000 grey pictures of handwritten digits, 28×28 pixels.",
    class_names=tuple("0123456789"),
    sizes=(60_000, 10_000),
    input_shape=(SIDE, SIDE, 1),
    read=partial(read_pictures, "MNIST"),
    citation=(
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, "
        "Proceedings of the IEEE 86(11), 1998"
    ),
    licence="CC BY-SA 3.0",
    files=remote_files(
        "https://storage.googleapis.com/cvdf-datasets/mnist",  # the publisher's own site refuses downloads
        (
            ("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9_912_422),
            ("3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28_881),
            ("8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1_648_877),
            ("f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4_542),
        ),
    ),
    maximum=255.0,
)
