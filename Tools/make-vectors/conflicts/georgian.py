"""Two paths differ by the case of a Georgian letter."""
from forge import *

refused(Package(named("ა"), named("Ა")), "11.8/3")
