"""Two paths differ by the case of a Cherokee letter, whose capital is the older one."""
from forge import *

refused(Package(named("Ꭰ"), named("ꭰ")), "11.8/3")
