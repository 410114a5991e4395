"""Two paths differ by the two small letters sigma."""
from forge import *

refused(Package(named("ΟΔΟΣ".lower()), named("οδοσ")), "11.8/3")
