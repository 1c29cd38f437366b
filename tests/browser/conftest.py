"""Let the tests of this folder find their people."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
