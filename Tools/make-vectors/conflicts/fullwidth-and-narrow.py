"""Two paths differ by a letter of full width and a narrow one, which do not collide."""
from forge import *

accepted(Package(named("Ａ"), named("A")), "11.8/3")
