import CArchive
import Glibc
import PackageFormat

/// Reads a tar stream through libarchive and holds each entry against the catalogue (docs/format.md, section 11).
public final class TarReader {
    private let archive: OpaquePointer
    private let source: Source
    private let base: Int64

    private final class Source {
        let next: () -> UnsafeRawBufferPointer?
        init(_ next: @escaping () -> UnsafeRawBufferPointer?) { self.next = next }
    }

    /// `source` gives the stream in parts that stay valid until the next call: empty at the end, nil when it failed,
    /// which ends with `callerFailed`.
    ///
    /// `base` is where the stream begins in the archive that the catalogue describes.
    public init(from base: Int = 0, _ source: @escaping () -> UnsafeRawBufferPointer?) throws(Failure) {
        do throws(ArchivingError) { try useUTF8() } catch { throw .archiving(error) }
        guard let archive = archive_read_new() else { throw .archiving(.library("archive_read_new")) }
        self.archive = archive
        self.source = Source(source)
        self.base = Int64(base)
        // One format, no filters: the surface is the tar reader alone.
        guard archive_read_support_format_tar(archive) == ARCHIVE_OK,
            archive_read_set_options(archive, "hdrcharset=UTF-8") == ARCHIVE_OK
        else { throw .archiving(.library(message(of: archive))) }
        guard
            archive_read_open(
                archive, Unmanaged.passUnretained(self.source).toOpaque(), nil,
                { archive, context, bytes in
                    let source = Unmanaged<Source>.fromOpaque(context!).takeUnretainedValue()
                    guard let part = source.next() else {
                        mv_archive_fail(archive, ECANCELED)
                        return -1
                    }
                    bytes?.pointee = part.baseAddress
                    return part.count
                }, nil) == ARCHIVE_OK
        else { throw failure() }
    }

    deinit { archive_read_free(archive) }

    public enum Failure: Error, Equatable, Sendable {
        case content(ContentFault)
        case archiving(ArchivingError)
    }

    /// One entry that agrees with the catalogue in path, kind, size and place.
    public struct Entry {
        public let catalogued: CatalogueEntry
        public let modifiedSeconds: Int
    }

    /// The next entry must be `expected`.
    public func next(expecting expected: CatalogueEntry) throws(Failure) -> Entry {
        var found: OpaquePointer?
        // libarchive asks errno whether a name that it could not convert is a lack of memory, and does not clear it before:
        // a lock on memory that was refused earlier would be taken for that.
        errno = 0
        let status = archive_read_next_header(archive, &found)
        guard status != ARCHIVE_EOF else { throw .content(.entryMissing(expected.path)) }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN && isNameCutShort, let found else { throw failure() }
        let path = archive_entry_pathname_utf8(found).map { String(cString: $0) } ?? ""
        try checkKind(found, path: path)
        let named =
            archive_entry_filetype(found) == mv_folder_type() && path.utf8.last == UInt8(ascii: "/")
            ? String(decoding: path.utf8.dropLast(), as: UTF8.self) : path
        guard named.hasSameBytes(as: expected.path.description) else { throw .content(.entryNotInCatalogue(path)) }
        let isFolder = archive_entry_filetype(found) == mv_folder_type()
        guard isFolder == expected.isFolder, archive_entry_size(found) == Int64(expected.size?.value ?? 0),
            base + archive_read_header_position(archive) == Int64(expected.offset.value)
        else { throw .content(.entryDiffers(expected.path)) }
        return Entry(catalogued: expected, modifiedSeconds: archive_entry_mtime(found))
    }

    /// Regular files and folders alone, with nothing that a plain file does not have.
    private func checkKind(_ entry: OpaquePointer, path: String) throws(Failure) {
        let type = archive_entry_filetype(entry)
        let format = archive_format(archive)
        guard type == mv_regular_file_type() || type == mv_folder_type(), archive_entry_hardlink(entry) == nil,
            archive_entry_symlink(entry) == nil, archive_entry_sparse_count(entry) == 0,
            archive_entry_xattr_count(entry) == 0, archive_entry_acl_types(entry) == 0,
            archive_entry_uid(entry) == 0, archive_entry_gid(entry) == 0,
            archive_entry_uname(entry).map({ $0.pointee == 0 }) ?? true,
            archive_entry_gname(entry).map({ $0.pointee == 0 }) ?? true,
            format == ARCHIVE_FORMAT_TAR_USTAR || format == ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE
                || format == ARCHIVE_FORMAT_TAR_PAX_RESTRICTED
        else { throw .content(.entryKind(path)) }
    }

    /// Parts of the entry's content in order, until it returns nil; together they have the entry's size.
    public func nextPart() throws(Failure) -> UnsafeRawBufferPointer? {
        var bytes: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        let status = archive_read_data_block(archive, &bytes, &count, &offset)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK else { throw failure() }
        return UnsafeRawBufferPointer(start: bytes, count: count)
    }

    /// After the last entry: the end, at the place `position` of the archive.
    public func end(at position: Int) throws(Failure) {
        var found: OpaquePointer?
        let status = archive_read_next_header(archive, &found)
        if status == ARCHIVE_OK, let found {
            throw .content(.entryNotInCatalogue(archive_entry_pathname_utf8(found).map { String(cString: $0) } ?? ""))
        }
        guard status == ARCHIVE_EOF else { throw failure() }
        guard base + archive_read_header_position(archive) == Int64(position) else { throw .content(.tarEnd) }
    }

    /// The header's own name, cut short beside a pax path, ends inside a character: libarchive warns of it. The path that
    /// counts is held against the catalogue.
    private var isNameCutShort: Bool { message(of: archive).hasPrefix("Pathname can't be converted") }

    private func failure() -> Failure {
        archive_errno(archive) == ECANCELED ? .archiving(.callerFailed) : .content(.tar(message(of: archive)))
    }
}
