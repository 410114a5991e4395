"""The title ends with U+1680, an ogham space mark."""
from forge import *

p = Package(agreement=agreement(title="Survey\u1680"))
refused(p, "2.2/6")
