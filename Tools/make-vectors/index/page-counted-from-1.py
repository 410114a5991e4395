"""The page hash counts its page as 1, and the provider signed it."""
from forge import *

p = Package()
p.pages = [H("mv1 page", le64(1), *p.leaves)]
refused(p, "10.2/6")
