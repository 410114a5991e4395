"""A second recipient has no users."""
from forge import *

refused(Package(agreement=agreement(recipients=[recipient(), other_recipient(users=[])])), "6.2/2c")
