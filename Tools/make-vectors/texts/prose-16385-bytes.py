"""The purpose has 16,385 bytes."""
from forge import *

p = Package(agreement=agreement(purpose="é" * 8_192 + "x"))
refused(p, "2.2/9")
