"""Two paths differ by the small theta and its symbol, which have one capital."""
from forge import *

refused(Package(named("ϑ"), named("θ")), "11.8/3")
