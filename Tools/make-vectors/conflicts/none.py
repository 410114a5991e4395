"""Paths that look alike and do not collide."""
from forge import *

accepted(Package(named("a"), named("á"), named("ab"), named("a b"), named("a-b"), named("oe"), named("œ")), "11.8/3")
