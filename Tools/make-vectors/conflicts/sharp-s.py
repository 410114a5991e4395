"""Two paths differ by ß and ss."""
from forge import *

refused(Package(named("Straße"), named("strasse")), "11.8/3")
