"""Two paths differ by s and the long ſ, which have one capital."""
from forge import *

refused(Package(named("s.txt"), named("ſ.txt")), "11.8/3")
