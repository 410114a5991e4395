"""A step of `escalation` comes after 3,650 days."""
from forge import *

p = Package(agreement=agreement(escalation=[{"role": "owner", "contact": "K. Jones", "days": 3_650}]))
accepted(p, "6.2/7b")
