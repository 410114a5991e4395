"""Two paths differ by the case of a letter beyond ASCII."""
from forge import *

refused(Package(named("é.txt"), named("É.txt")), "11.8/3")
