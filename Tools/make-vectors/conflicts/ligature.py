"""Two paths differ by a ligature and its letters."""
from forge import *

refused(Package(named("ﬁle"), named("file")), "11.8/3")
