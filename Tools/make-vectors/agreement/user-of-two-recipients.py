"""A user is named by two recipients, which may be."""
from forge import *

accepted(Package(agreement=agreement(recipients=[recipient(), other_recipient(users=["J. Doe"])])), "6.2/2d")
