"""Which command is meant, and how every run ends."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest_cli import Cli

