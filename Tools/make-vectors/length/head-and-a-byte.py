"""A head alone, in a file named as one, with a byte behind it."""
from forge import *

refused(Package().head + b"\0", "10.2/1", kind="head")
