"""The title has 1,025 bytes in 513 characters."""
from forge import *

p = Package(agreement=agreement(title="é" * 512 + "x"))
refused(p, "2.2/2")
