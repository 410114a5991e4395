"""Two paths differ by i and dotless ı, which have one capital."""
from forge import *

refused(Package(named("i.txt"), named("ı.txt")), "11.8/3")
