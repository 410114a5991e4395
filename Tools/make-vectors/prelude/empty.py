"""The file is empty."""
from forge import *

refused(b"", "9.1/1")
