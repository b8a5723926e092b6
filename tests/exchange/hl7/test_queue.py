"""The queue of messages: what was acknowledged is never sent again, whenever a run stops."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from leaflets.base.errors import LeafletsError, StoreError
from leaflets.exchange.hl7.message import control_id
from leaflets.exchange.hl7.queue import open_queue

from ...base.files.crashing import every_crash
from ...records.samples import attachment

ADDRESS = "mllp://ehr.example.org:2575"
THREE = [attachment(f"D-{number}", patient="MRN|9") for number in range(3)]
REFUSAL = StoreError("The HL7 receiver refused the message (AE, error 204).", code="R732")
