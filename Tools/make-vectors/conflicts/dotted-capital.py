"""Two paths differ by İ and an i with a dot above."""
from forge import *

refused(Package(named("İ"), named("i̇")), "11.8/3")
