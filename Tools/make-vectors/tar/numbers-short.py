"""Numbers of one digit and more, ended by spaces and NULs."""
from forge import *

accepted(Package(Entry("a.txt", b"x", mode=b"600 \0 \0 ", uid=b"0      \0", gid=b"0\0\0\0\0\0\0\0", size=b"1\0 ")),
         "11.6/12")
