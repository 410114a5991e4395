"""The later revision has no recipients."""
from forge import *

declined(amendment(revised(recipients=[])), "16.1/13")
