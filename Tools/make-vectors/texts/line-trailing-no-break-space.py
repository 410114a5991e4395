"""The title ends with U+00A0, a no-break space."""
from forge import *

p = Package(agreement=agreement(title="Survey\u00a0"))
refused(p, "2.2/6")
