"""The plaintext under the chunks: docs/format.md, section 11."""
import re

import zstandard

from .basics import canonical, file_digest, le, le32
from .part import part

BLOCK, MOST_OF_A_BLOCK = 1_048_576, 131_072
TABLE, CATALOGUE, PADDING, FOOTER = 0x184D2A5E, 0x184D2A5C, 0x184D2A5D, 0x8F92EAB1
# Where the fields of a tar header are: offset and length.
FIELDS = {"name": (0, 100), "mode": (100, 8), "uid": (108, 8), "gid": (116, 8), "size": (124, 12), "mtime": (136, 12),
          "checksum": (148, 8), "typeflag": (156, 1), "linkname": (157, 100), "magic": (257, 8), "uname": (265, 32),
          "gname": (297, 32), "devmajor": (329, 8), "devminor": (337, 8), "prefix": (345, 155), "rest": (500, 12)}


def octal(number, length):
    """Digits that fill the field, and a NUL."""
    return b"%0*o\0" % (length - 1, number)


def header(fields):
    """A tar header block; its checksum is made unless it is among the fields."""
    block = bytearray(512)

    def put(field, data):
        at, length = FIELDS[field]
        assert len(data) <= length, field
        block[at:at + len(data)] = data

    for field, data in fields.items():
        put(field, data)
    if "checksum" not in fields:
        put("checksum", b" " * 8)
        put("checksum", b"%06o\0 " % sum(block))
    return bytes(block)


def header_with(block, name, data):
    """One field replaced, and the checksum left."""
    at, length = FIELDS[name]
    return block[:at] + data.ljust(length, b"\0") + block[at + length:]


def header_with_checksum(block, name, data):
    """One field replaced, and the checksum made anew."""
    block = header_with(header_with(block, name, data), "checksum", b" " * 8)
    return header_with(block, "checksum", b"%06o\0 " % sum(block))


def record(key, value):
    """`LENGTH KEY=VALUE\\n`, where LENGTH counts itself."""
    rest = b" " + key.encode() + b"=" + (value if type(value) is bytes else value.encode()) + b"\n"
    length = len(rest) + 1
    while len(b"%d" % length) + len(rest) != length:
        length += 1
    return b"%d" % length + rest


def filled(content):
    return content + bytes(-len(content) % 512)


class Entry:
    """A file, or with no content a folder, as it stands in the archive and in the catalogue."""

    def __init__(self, path, content=None, mtime=1_767_225_600, pax=(), **fields):
        self.path, self.content, self.mtime = path, content, mtime
        # Fields of the header block, and of that of the pax header, over those that are right.
        self.fields, self.pax_fields = fields, {}
        self.pax = list(pax)                            # pairs of key and value

    @part
    def records(self):
        return b"".join(record(key, value) for key, value in self.pax)

    @part
    def pax_blocks(self):
        """The pax header with its records, where there are any."""
        if not self.records:
            return b""
        return header({"name": b"PaxHeader/entry", "mode": octal(0o600, 8), "uid": octal(0, 8), "gid": octal(0, 8),
                       "size": octal(len(self.records), 12), "mtime": octal(0, 12), "typeflag": b"x",
                       "magic": b"ustar\x0000"} | self.pax_fields) + filled(self.records)

    @part
    def block(self):
        is_folder = self.content is None
        named = "path" in dict(self.pax)
        return header({
            "name": b"named above" if named else (self.path + "/" * is_folder).encode(),
            "mode": octal(0o700 if is_folder else 0o600, 8), "uid": octal(0, 8), "gid": octal(0, 8),
            "size": octal(len(self.content or b""), 12), "mtime": octal(self.mtime, 12),
            "typeflag": b"5" if is_folder else b"0", "magic": b"ustar\x0000", "devmajor": octal(0, 8),
            "devminor": octal(0, 8)} | self.fields)

    @part
    def blocks(self):
        return self.pax_blocks + self.block + filled(self.content or b"")

    @part
    def digest(self):
        return file_digest(self.content)


def folder(path, **changes):
    return Entry(path, None, **changes)


def named(path, content=b""):
    """A file whose path stands in a pax record."""
    return Entry(path, content, pax=[("path", path)])


def skippable(magic, content, length=None):
    return le32(magic) + le32(len(content) if length is None else length) + content


def checksum_of(content):
    """The lowest 4 bytes of XXH64, which libzstd puts at the end of a frame."""
    return zstandard.ZstdCompressor(write_checksum=True).compress(content)[-4:]


def blocks_of(content):
    """(type, length, bytes) of zstd blocks: RLE for 16 equal bytes and more, raw for the rest."""
    at = 0
    for run in [*re.finditer(rb"(?s)(.)\1{15,}", content), None]:
        start, end = run.span() if run else (len(content), len(content))
        for kind, low, high in ((0, at, start), (1, start, end)):
            for first in range(low, high, MOST_OF_A_BLOCK):
                length = min(MOST_OF_A_BLOCK, high - first)
                yield kind, length, content[first:first + (1 if kind else length)]
        at = end


def frame(content):
    """Laid out by hand, so that the bytes do not depend on the version of a library."""
    blocks = list(blocks_of(content)) or [(0, 0, b"")]
    laid = b"".join(le(3, length << 3 | kind << 1 | (number == len(blocks) - 1)) + data
                    for number, (kind, length, data) in enumerate(blocks))
    return b"\x28\xb5\x2f\xfd\xa4" + le32(len(content)) + laid + checksum_of(content)


def raw_frame(content, descriptor=0b1010_0100, middle=None, checksum=None, block=MOST_OF_A_BLOCK, kind=0):
    """Laid out by hand (RFC 8878, section 3.1.1), with raw blocks: a content size of 4 bytes, single segment, checksum.

    `middle` is what stands between the descriptor and the blocks; `kind` that of the blocks.
    """
    starts = range(0, len(content), block)
    blocks = b"".join(le(3, len(content[at:at + block]) << 3 | kind << 1 | (at == starts[-1])) + content[at:at + block]
                      for at in starts)
    middle = le32(len(content)) if middle is None else middle
    checksum = checksum_of(content) if checksum is None else checksum
    return b"\x28\xb5\x2f\xfd" + bytes([descriptor]) + middle + blocks + checksum


def padding_frame(count):
    return skippable(PADDING, bytes(count))


class Stream:
    def __init__(self, *entries):
        self.entries = list(entries or (
            folder("data"), Entry("data/households.csv", b"household,income\n1,100\n2,200\n"),
            Entry("notes.txt", b"collected in winter\n")))
        self.end = bytes(1_024)
        self.padding = []                               # frames
        self.screening = []                             # lines behind the entries, as objects

    # ---- 11.6

    @part
    def tar(self):
        return b"".join(entry.blocks for entry in self.entries) + self.end

    @part
    def offsets(self):
        found, at = [], 0
        for entry in self.entries:
            found.append(at)
            at += len(entry.blocks)
        return found

    # ---- 11.2

    @part
    def lines(self):
        """Of the catalogue, as objects, the counts apart."""
        return [{"path": entry.path, "offset": offset} | (
            {} if entry.content is None else {"size": len(entry.content), "digest": entry.digest})
            for entry, offset in zip(self.entries, self.offsets)]

    @part
    def counts(self):
        return {"content_bytes": sum(line.get("size", 0) for line in self.lines), "entries": len(self.lines),
                "tar_bytes": len(self.tar)} | ({"screening": len(self.screening)} if self.screening else {})

    @part
    def catalogue(self):
        return b"".join(canonical(line) + b"\n" for line in [self.counts] + self.lines + self.screening)

    @part
    def catalogue_frame(self):
        return skippable(CATALOGUE, self.catalogue)

    # ---- 11.1

    @part
    def contents(self):
        """The tar archive in blocks."""
        return [self.tar[at:at + BLOCK] for at in range(0, len(self.tar), BLOCK)]

    @part
    def sizes(self):
        return [len(content) for content in self.contents]

    @part
    def frames(self):
        return [frame(content) for content in self.contents]

    # ---- 11.4

    @part
    def rows(self):
        """(length of the frame, length of its content) for each."""
        return [(len(one), size) for one, size in zip(self.frames, self.sizes)] + [
            (len(one), 0) for one in [self.catalogue_frame] + self.padding]

    def table_of(self, rows, count=None, descriptor=0, footer=FOOTER, magic=TABLE, length=None):
        entries = b"".join(le32(length) + le32(size) for length, size in rows)
        count = len(rows) if count is None else count
        return skippable(magic, entries + le32(count) + bytes([descriptor]) + le32(footer), length)

    @part
    def table(self):
        return self.table_of(self.rows)

    @part
    def bytes(self):
        return b"".join(self.frames) + self.catalogue_frame + b"".join(self.padding) + self.table

    def pad_to(self, length):
        """One padding frame that gives the stream this length."""
        self.padding.append(padding_frame(length - len(self.bytes) - 16))
