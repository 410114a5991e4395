"""A line has two paths."""
from forge import *

p = Package()
s = p.stream
s.catalogue = replaced(s.catalogue, b'"path":"notes.txt"', b'"path":"../notes.txt","path":"notes.txt"')
refused(p, "11.2/10")
