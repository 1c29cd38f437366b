"""Let the tests of this folder start sites."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
