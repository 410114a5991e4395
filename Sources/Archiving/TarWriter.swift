import CArchive
import Glibc
import PackageFormat

/// Writes a normalised pax tar through libarchive (docs/format.md, section 11): owner 0, no owner names, modes 0600
/// and 0700, whole seconds, pax records only where a path or size needs them.
public final class TarWriter {
    private let archive: OpaquePointer
    private let sink: Sink

    private final class Sink {
        var written = 0
        let take: (UnsafeRawBufferPointer) -> Bool
        init(_ take: @escaping (UnsafeRawBufferPointer) -> Bool) { self.take = take }
    }

    /// `sink` gets the stream in parts of any length; returning false ends with `callerFailed`.
    public init(_ sink: @escaping (UnsafeRawBufferPointer) -> Bool) throws(ArchivingError) {
        try useUTF8()
        guard let archive = archive_write_new() else { throw .library("archive_write_new") }
        self.archive = archive
        self.sink = Sink(sink)
        try check(archive_write_set_format_pax_restricted(archive))
        try check(archive_write_set_options(archive, "hdrcharset=UTF-8"))
        // Writes go through as they come, and nothing is added after the end blocks.
        try check(archive_write_set_bytes_per_block(archive, 0))
        try check(archive_write_set_bytes_in_last_block(archive, 1))
        try check(
            archive_write_open(
                archive, Unmanaged.passUnretained(self.sink).toOpaque(), nil,
                { archive, context, bytes, count in
                    let sink = Unmanaged<Sink>.fromOpaque(context!).takeUnretainedValue()
                    guard sink.take(UnsafeRawBufferPointer(start: bytes, count: count)) else {
                        mv_archive_fail(archive, ECANCELED)
                        return -1
                    }
                    sink.written += count
                    return count
                }, nil))
    }

    deinit {
        // Freeing alone would first fill an unfinished entry with zeros, up to the size that its header says.
        archive_write_fail(archive)
        archive_write_free(archive)
    }

    /// Bytes written so far: between entries, where the next one's header begins.
    public var offset: Int { sink.written }

    /// Begins a file of exactly `size` bytes.
    public func beginFile(_ path: ArchivePath, size: Int, modifiedSeconds: Int) throws(ArchivingError) {
        try begin(path.description, type: mv_regular_file_type(), mode: 0o600, size: size, modified: modifiedSeconds)
    }

    public func addFolder(_ path: ArchivePath, modifiedSeconds: Int) throws(ArchivingError) {
        // libarchive adds the trailing slash.
        try begin(path.description, type: mv_folder_type(), mode: 0o700, size: 0, modified: modifiedSeconds)
        try endEntry()
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(ArchivingError) {
        guard bytes.count > 0 else { return }
        let taken = archive_write_data(archive, bytes.baseAddress, bytes.count)
        guard taken == bytes.count else { throw taken < 0 ? failure() : .library("file longer than its header says") }
    }

    /// Fills up to the next 512 bytes.
    public func endEntry() throws(ArchivingError) { try check(archive_write_finish_entry(archive)) }

    /// Writes the two zero blocks; nothing follows.
    public func finish() throws(ArchivingError) { try check(archive_write_close(archive)) }

    private func begin(
        _ path: String, type: UInt32, mode: UInt32, size: Int, modified: Int
    ) throws(ArchivingError) {
        guard let entry = archive_entry_new() else { throw .library("archive_entry_new") }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname_utf8(entry, path)
        archive_entry_set_filetype(entry, type)
        archive_entry_set_perm(entry, mode)
        archive_entry_set_size(entry, Int64(size))
        // Eleven octal digits: what a header's field holds.
        archive_entry_set_mtime(entry, min(max(0, modified), 0o77_777_777_777), 0)
        try check(archive_write_header(archive, entry))
    }

    private func check(_ status: Int32) throws(ArchivingError) {
        guard status == ARCHIVE_OK else { throw failure() }
    }

    private func failure() -> ArchivingError {
        archive_errno(archive) == ECANCELED ? .callerFailed : .library(message(of: archive))
    }
}

func message(of archive: OpaquePointer) -> String {
    archive_error_string(archive).map { String(cString: $0) } ?? "libarchive failed"
}
