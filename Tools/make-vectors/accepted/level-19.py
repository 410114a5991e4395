"""A frame as a slow encoder makes it: libzstd 1.5.7, level 19."""
from forge import *

p = Package()
p.stream.frames = [bytes.fromhex(
    "28b52ffd64000dc5040092071711907d503c50f5d0dd1979d862a97f2a400117e62ab9a8523c981d9cd3ba950ec83d130cb3ad20"
    "fc9f71c2bf1926406a5d95e30538e891426b6347f09b3642ac6d04ffe0b68c3550027c326f1efca784903a4619f0e09f3d282db7"
    "171720402bb77506d80f86ebaf1ac6500500de210f600a62d0efacd89f06c0a846870c2b373aa0055253003e83954e90fa30c8a0"
    "a500db29c301506b2213")]
accepted(p, section="11.1")
