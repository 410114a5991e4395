"""Two paths differ by the case of a letter of full width."""
from forge import *

refused(Package(named("Ａ"), named("ａ")), "11.8/3")
