"""Downloads against a web server on this machine."""

import dataclasses
import hashlib
import socket
from pathlib import Path

import pytest

from tests.data.conftest import LocalServer
from tests.data.made_files import ignore_progress, npz, write_files
from workbench.data.datasets.registry import DATASETS
from workbench.data.files import download as module
from workbench.data.files.download import download, find_or_download
from workbench.data.types import Cancelled, RemoteFile
from workbench.errors import UserError

DATA = bytes(range(256)) * 2000  # several blocks


@pytest.fixture
def remote(server: LocalServer) -> RemoteFile:
    server.files["data.bin"] = DATA
    return RemoteFile("data.bin", f"{server.address}/data.bin", hashlib.sha256(DATA).hexdigest())


def test_a_file_arrives_with_progress(remote: RemoteFile, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    path = download(remote, tmp_path / "new", lambda *progress: seen.append(progress))
    assert path == tmp_path / "new" / "data.bin"
    assert path.read_bytes() == DATA
    assert [file.name for file in path.parent.iterdir()] == ["data.bin"]
    received = [done for what, done, total in seen if what == "downloading data.bin" and total == len(DATA)]
    assert received == sorted(received) and received[-1] == len(DATA) and len(received) > 2


def test_a_broken_off_download_goes_on_where_it_stopped(
    server: LocalServer, remote: RemoteFile, tmp_path: Path
) -> None:
    server.cut_after = 100_000
    with pytest.raises(UserError, match="broke off after 100,000 of 512,000 bytes") as caught:
        download(remote, tmp_path, ignore_progress)
    assert str(tmp_path / "data.bin") in caught.value.advice
    server.cut_after = None
    assert download(remote, tmp_path, ignore_progress).read_bytes() == DATA
    assert server.requests == [("data.bin", None), ("data.bin", "bytes=100000-")]


def test_a_cancelled_download_goes_on_where_it_stopped(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    def cancel(_what: str, done: int, _total: int) -> None:
        if done > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        download(remote, tmp_path, cancel)
    kept = (tmp_path / "data.bin.part").stat().st_size
    assert 0 < kept < len(DATA)
    assert download(remote, tmp_path, ignore_progress).read_bytes() == DATA
    assert server.requests[-1] == ("data.bin", f"bytes={kept}-")


def test_a_server_that_ignores_ranges_sends_everything(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    (tmp_path / "data.bin.part").write_bytes(DATA[:5000])
    server.ranges = False
    assert download(remote, tmp_path, ignore_progress).read_bytes() == DATA
    assert server.requests == [("data.bin", "bytes=5000-")]


@pytest.mark.parametrize(
    "old", [b"another version", DATA + b"longer"], ids=["shorter than the file", "longer than the file"]
)
def test_the_rest_of_another_version_is_dropped(
    server: LocalServer, remote: RemoteFile, tmp_path: Path, old: bytes
) -> None:
    (tmp_path / "data.bin.part").write_bytes(old)
    assert download(remote, tmp_path, ignore_progress).read_bytes() == DATA
    assert server.requests == [("data.bin", f"bytes={len(old)}-"), ("data.bin", None)]


def test_a_complete_file_is_not_fetched_again(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    (tmp_path / "data.bin.part").write_bytes(DATA)
    assert download(remote, tmp_path, ignore_progress).read_bytes() == DATA
    assert server.requests == [("data.bin", f"bytes={len(DATA)}-")]


def test_a_wrong_checksum_removes_the_file(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    server.files["data.bin"] = b"something else"
    with pytest.raises(UserError, match="is not the expected file") as caught:
        download(remote, tmp_path, ignore_progress)
    assert remote.sha256 in caught.value.message
    assert str(tmp_path / "data.bin") in caught.value.advice
    assert list(tmp_path.iterdir()) == []


def test_a_zip_is_unpacked_and_its_content_checked(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    server.files["all.zip"] = npz({"folder/data.bin": DATA, "readme.txt": b"hello"})
    zipped = dataclasses.replace(remote, url=f"{server.address}/all.zip")
    assert download(zipped, tmp_path, ignore_progress).read_bytes() == DATA
    assert [file.name for file in tmp_path.iterdir()] == ["data.bin"]


def test_a_zip_with_another_content_is_removed(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    server.files["all.zip"] = npz({"data.bin": b"something else"})
    with pytest.raises(UserError, match="is not the expected file"):
        download(dataclasses.replace(remote, url=f"{server.address}/all.zip"), tmp_path, ignore_progress)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_zip_is_removed(server: LocalServer, remote: RemoteFile, tmp_path: Path) -> None:
    archive = bytearray(npz({"data.bin": DATA}))
    archive[200] ^= 0xFF  # inside the compressed bytes
    server.files["all.zip"] = bytes(archive)
    with pytest.raises(UserError, match="is not the expected file"):
        download(dataclasses.replace(remote, url=f"{server.address}/all.zip"), tmp_path, ignore_progress)
    assert list(tmp_path.iterdir()) == []


def test_without_a_connection_the_message_says_which_file_to_put_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/data.bin"
        with pytest.raises(UserError, match="there is no connection") as caught:
            download(RemoteFile("data.bin", url, "0" * 64), tmp_path, ignore_progress)
    assert url in caught.value.advice and str(tmp_path / "data.bin") in caught.value.advice


@pytest.mark.parametrize("status", [404, 500])
def test_an_answer_of_the_server_is_reported(
    server: LocalServer, remote: RemoteFile, tmp_path: Path, status: int
) -> None:
    server.status = status
    with pytest.raises(UserError, match=f"the server answered {status}"):
        download(remote, tmp_path, ignore_progress)


def test_a_silent_server_is_given_up(
    server: LocalServer, remote: RemoteFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.silent = True
    monkeypatch.setattr(module, "_TIMEOUT", 0.1)
    with pytest.raises(UserError, match="did not answer"):
        download(remote, tmp_path, ignore_progress)


def test_a_folder_that_cannot_be_written_is_named(remote: RemoteFile, tmp_path: Path) -> None:
    (tmp_path / "datasets").write_text("a file where a folder should be")
    with pytest.raises(UserError, match="Could not write") as caught:
        download(remote, tmp_path / "datasets" / "some", ignore_progress)
    assert str(tmp_path / "datasets") in caught.value.message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_a_full_disk_is_named(remote: RemoteFile, tmp_path: Path) -> None:
    (tmp_path / "data.bin.part").symlink_to("/dev/full")
    with pytest.raises(UserError, match="the disk is full"):
        download(remote, tmp_path, ignore_progress)


def test_only_missing_files_are_downloaded_into_the_first_folder(server: LocalServer, tmp_path: Path) -> None:
    server.files = {"here.bin": b"here", "there.bin": b"there", "extra.json": b"extra"}
    files = {
        name: RemoteFile(name, f"{server.address}/{name}", hashlib.sha256(data).hexdigest())
        for name, data in server.files.items()
    }
    source = dataclasses.replace(
        DATASETS["digits"], files=(files["here.bin"], files["there.bin"]), optional_files=(files["extra.json"],)
    )
    first, others = tmp_path / "first", tmp_path / "others"
    (others / "digits").mkdir(parents=True)
    (others / "digits" / "here.bin").write_bytes(b"a local copy")
    found = find_or_download(source, (first, others), ignore_progress)
    assert found == {"here.bin": others / "digits" / "here.bin", "there.bin": first / "digits" / "there.bin"}
    assert (first / "digits" / "extra.json").read_bytes() == b"extra"
    assert [name for name, _ in server.requests] == ["there.bin", "extra.json"]
    server.requests.clear()
    assert find_or_download(source, (first, others), ignore_progress) == found
    assert server.requests == []


def test_a_broken_zip_in_the_datasets_folder_is_named(server: LocalServer, tmp_path: Path) -> None:
    write_files(tmp_path / "miniboone", {"uci.zip": npz({"MiniBooNE_PID.txt": DATA})[:-50]})
    with pytest.raises(UserError, match=r"uci\.zip is not a complete zip file"):
        find_or_download(DATASETS["miniboone"], (tmp_path,), ignore_progress)
    assert server.requests == []


def test_a_missing_optional_file_is_no_error(server: LocalServer, tmp_path: Path) -> None:
    server.files = {"main.bin": b"main"}
    main = RemoteFile("main.bin", f"{server.address}/main.bin", hashlib.sha256(b"main").hexdigest())
    extra = RemoteFile("extra.json", f"{server.address}/extra.json", "0" * 64)
    source = dataclasses.replace(DATASETS["digits"], files=(main,), optional_files=(extra,))
    assert set(find_or_download(source, (tmp_path,), ignore_progress)) == {"main.bin"}
