"""A web server for the contract of datasets that are downloaded."""

from tests.data.conftest import server

__all__ = ["server"]
