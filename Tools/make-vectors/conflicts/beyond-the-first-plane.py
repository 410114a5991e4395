"""Two paths differ by the case of a letter beyond the first plane."""
from forge import *

refused(Package(named("𐐀"), named("𐐨")), "11.8/3")
