"""A user of one recipient is named twice."""
from forge import *

refused(Package(agreement=agreement(recipients=[recipient(users=["J. Doe", "A. Smith", "J. Doe"])])), "6.2/2d")
