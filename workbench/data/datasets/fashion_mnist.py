"""Fashion-MNIST: grey pictures of clothing in the publisher's four idx files."""

from functools import partial

from workbench.data.datasets.idx_pictures import SIDE, read_pictures, remote_files
from workbench.data.types import DatasetSource, Kind

SOURCE = DatasetSource(
    name="fashion-mnist",
    title="Fashion-MNIST",
    kind=Kind.IMAGE,
    description="70,000 grey pictures of clothing, 28×28 pixels, ten classes.",
    class_names=(
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    sizes=(60_000, 10_000),
    input_shape=(SIDE, SIDE, 1),
    read=partial(read_pictures, "Fashion-MNIST"),
    citation=(
        "H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking "
        "Machine Learning Algorithms, arXiv:1708.07747, 2017"
    ),
    licence="MIT",
    files=remote_files(
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
        (
            ("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880),
            ("a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515),
            ("346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102),
            ("67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148),
        ),
    ),
    maximum=255.0,
)
