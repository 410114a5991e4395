import Files
import Glibc

/// Why the head of a file was not read, or its length does not fit.
public enum PackageFileError: Error, Equatable, Sendable {
    case io(IOError)
    case package(PackageError)
}

/// A package on disk: opened once, its head read once and held.
public struct PackageFile: ~Copyable {
    public let file: File
    public let head: HeadBytes
    public let fileLength: Int

    /// Reads prelude to signature; caps are checked before anything is allocated.
    public init(at path: String) throws(PackageFileError) {
        let file = try Self.io { () throws(IOError) in try File(reading: path) }
        let status = try Self.io { () throws(IOError) in try file.status() }
        guard status.kind == .file else {
            throw .io(IOError(.open, path, code: status.kind == .folder ? EISDIR : EINVAL))
        }
        let start = try Self.io { () throws(IOError) in try file.bytes(Prelude.length, at: 0) }
        let prelude = try Self.package { () throws(PackageError) in try Prelude(parsing: start) }
        let bytes = try Self.io { () throws(IOError) in try file.bytes(prelude.headLength, at: 0) }
        head = try Self.package { () throws(PackageError) in try HeadBytes(bytes) }
        self.file = file
        fileLength = status.size
    }

    /// Whether it is a head alone: nothing follows the signature, and the name says so. A package that was cut exactly
    /// there has another name, and is refused as cut short.
    public var isHeadAlone: Bool {
        fileLength == head.prelude.headLength && file.path.utf8.suffix(12).elementsEqual(".mvault-head".utf8)
    }

    /// The file has exactly the length that the head says, and the fill is zero.
    public func checkLengths(of head: Head) throws(PackageFileError) {
        let layout = head.layout
        guard !isHeadAlone else { throw .package(.headAlone) }
        if fileLength < layout.fileLength {
            let section: Section =
                fileLength < layout.payloadOffset ? .fill : fileLength < layout.indexOffset ? .payload : .index
            throw .package(.truncated(section, expected: layout.fileLength, found: fileLength))
        }
        guard fileLength == layout.fileLength else { throw .package(.trailingBytes(fileLength - layout.fileLength)) }
        let start = head.prelude.headLength
        let fill = try Self.io { () throws(IOError) in try file.bytes(layout.payloadOffset - start, at: start) }
        guard fill.count == layout.payloadOffset - start, fill.allSatisfy({ $0 == 0 }) else { throw .package(.fill) }
    }

    private static func package<Value>(_ body: () throws(PackageError) -> Value) throws(PackageFileError) -> Value {
        do throws(PackageError) { return try body() } catch { throw .package(error) }
    }

    private static func io<Value: ~Copyable>(_ body: () throws(IOError) -> Value) throws(PackageFileError) -> Value {
        do throws(IOError) { return try body() } catch { throw .io(error) }
    }
}
