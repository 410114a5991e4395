"""Two paths differ by the symbol of the capital theta and the small letter."""
from forge import *

refused(Package(named("ϴ"), named("θ")), "11.8/3")
