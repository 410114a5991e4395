import Files
import Glibc
import Testing

@testable import PackageFormat

@Suite struct PackageFileTests {
    let scratch: Scratch
    private let bytes = Sample.head()

    init() throws { scratch = try Scratch() }

    /// A package of one byte: its payload and index are not looked at here, but for their length.
    private var package: [UInt8] {
        get throws {
            let layout = try opened(bytes).layout
            return bytes + [UInt8](repeating: 0, count: layout.payloadOffset - bytes.count)
                + [UInt8](repeating: 0xA5, count: layout.fileLength - layout.payloadOffset)
        }
    }

    private func error(of bytes: [UInt8]) throws -> PackageFileError? {
        let path = try scratch.write(bytes, to: "extract.mvault")
        return failure { () throws(PackageFileError) in
            let file = try PackageFile(at: path)
            let head: Head
            do throws(PackageError) { head = try file.head.signatureChecked().parsedWithoutPin() } catch {
                throw .package(error)
            }
            try file.checkLengths(of: head)
        }
    }

    @Test func `a file of the exact length`() throws {
        #expect(try error(of: package) == nil)
        let file = try PackageFile(at: scratch("extract.mvault"))
        let (isHeadAlone, headLength, length) = (file.isHeadAlone, file.head.prelude.headLength, file.fileLength)
        #expect(!isHeadAlone)
        #expect(headLength == bytes.count)
        #expect(try length == package.count)
    }

    @Test func `a head alone`() throws {
        let file = try PackageFile(at: scratch.write(bytes, to: "extract.mvault-head"))
        let isHeadAlone = file.isHeadAlone
        #expect(isHeadAlone)
        let hash = try file.head.signatureChecked().parsedWithoutPin().packageHash
        #expect(try hash == opened(bytes).packageHash)
    }

    @Test func `a cut file is truncated, in the section that is cut`() throws {
        let whole = try package
        let layout = try opened(bytes).layout
        let end = whole.count
        for (length, section) in [
            (layout.payloadOffset, Section.payload),
            (layout.indexOffset - 1, .payload), (layout.indexOffset, .index), (end - 1, .index),
        ] {
            let found = try error(of: Array(whole.prefix(length)))
            #expect(found == .package(.truncated(section, expected: end, found: length)))
        }
        #expect(
            try error(of: Array(whole.prefix(bytes.count)))
                == .package(.truncated(.fill, expected: end, found: bytes.count)))
        #expect(
            try error(of: Array(whole.prefix(bytes.count - 1)))
                == .package(.truncated(.signature, expected: bytes.count, found: bytes.count - 1)))
        #expect(try error(of: Array(whole.prefix(20))) == .package(.truncated(.prelude, expected: 32, found: 20)))
        #expect(try error(of: []) == .package(.notAPackage))
    }

    @Test func `bytes after the end`() throws {
        #expect(try error(of: package + [0]) == .package(.trailingBytes(1)))
        #expect(try error(of: package + [UInt8](repeating: 1, count: 5_000)) == .package(.trailingBytes(5_000)))
    }

    @Test func `fill that is not zero`() throws {
        let offset = try opened(bytes).layout.payloadOffset
        for place in [bytes.count, (bytes.count + offset) / 2, offset - 1] {
            var altered = try package
            altered[place] = 1
            #expect(try error(of: altered) == .package(.fill))
        }
    }

    @Test func `what is no file`() throws {
        func code(_ path: String) -> PackageFileError? {
            failure { () throws(PackageFileError) in _ = try PackageFile(at: path) }
        }
        #expect(code(scratch("none")) == .io(IOError(.open, scratch("none"), code: ENOENT)))
        #expect(code(scratch.path) == .io(IOError(.open, scratch.path, code: EISDIR)))
        #expect(mkfifo(scratch("fifo"), 0o600) == 0)
        #expect(code(scratch("fifo")) == .io(IOError(.open, scratch("fifo"), code: EINVAL)))
        #expect(code("/dev/null") == .io(IOError(.open, "/dev/null", code: EINVAL)))
    }

    /// A prelude may name a head of 9 MiB where the file has 32 bytes.
    @Test func `a length that the file does not have`() throws {
        let prelude = Prelude(termsLength: 1 << 20, envelopeLength: 8 << 20, payloadOffset: 9_441_280)
        #expect(
            try error(of: prelude.bytes)
                == .package(.truncated(.terms, expected: 32 + (1 << 20), found: 32)))
    }
}
