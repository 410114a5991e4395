"""Two paths differ by ß and ẞ."""
from forge import *

refused(Package(named("straße"), named("STRAẞE")), "11.8/3")
