"""The page hash is made without the number of its page, and the provider signed it."""
from forge import *

p = Package()
p.pages = [H("mv1 page", *p.leaves)]
refused(p, "10.2/6")
