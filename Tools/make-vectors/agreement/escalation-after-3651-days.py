"""A step of `escalation` comes after 3,651 days."""
from forge import *

p = Package(agreement=agreement(escalation=[{"role": "owner", "contact": "K. Jones", "days": 3_651}]))
refused(p, "6.2/7b")
