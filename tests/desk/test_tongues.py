"""The desk is in English: whoever has chosen another language reads every page of it all the same, with a note."""

from __future__ import annotations

import pytest

from .office import Adviser
from .test_who_may import LISTED
