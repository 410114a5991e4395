"""Two paths differ by a digraph and its form for titles."""
from forge import *

refused(Package(named("ǆ"), named("ǅ")), "11.8/3")
