"""Two paths differ by ᾳ and αι, which have one capital form."""
from forge import *

refused(Package(named("ᾳ"), named("αι")), "11.8/3")
