"""The stored poses, read once for all figure tests."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "poses"
POSES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
