"""Names of three dots, and names that begin and end with dots, are names."""
from forge import *

accepted(Package(folder("..."), Entry(".../..a", b"1"), Entry("a..", b"2"), Entry(".hidden", b"3")), "11.7/9")
