import Files
import Glibc
import StatisticalFiles
import TestCast
import Testing

/// A file decoded to its end, by the tool that the test run has just built.
struct Decoded: Equatable, Sendable {
    var table: DecodedTable?
    var records = ""
    var texts: [DecodedText] = []
    var rows = -1
    var unread = -1

    static let tool: String = {
        var link = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &link, link.count - 1)
        let own = String(decoding: link.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (own.lastIndex(of: "/").map { String(own[..<$0]) } ?? ".") + "/microvault"
    }()

    /// Debug tools may find the runtime by this alone.
    static let environment = getenv("LD_LIBRARY_PATH").map { ["LD_LIBRARY_PATH=" + String(cString: $0)] } ?? []

    static func child(
        of bytes: [UInt8], _ format: StatisticalFormat, limits: DecodingLimits? = nil, tool: String = tool
    ) throws -> DecodingChild {
        let scratch = Scratch()
        scratch.write(bytes, "table")
        let file = try File(reading: scratch.path + "/table")
        return try DecodingChild(
            decoding: file, as: format, limits: limits, executable: tool, environment: environment)
    }

    init(_ bytes: [UInt8], _ format: StatisticalFormat, limits: DecodingLimits? = nil, tool: String = tool) throws {
        try self.init(Self.child(of: bytes, format, limits: limits, tool: tool))
    }

    /// Fails the test where parts come in another order than they may.
    init(_ child: DecodingChild) throws {
        while let part = try child.next() {
            #expect(rows == -1, "a part came after the end")
            switch part {
            case .table(let table):
                #expect(self.table == nil)
                self.table = table
            case .rows(let bytes):
                #expect(table != nil && bytes.last == 0x0A)
                records += String(decoding: bytes, as: UTF8.self)
            case .text(let text):
                #expect(table != nil)
                texts.append(text)
            case .end(let rows, let unread): (self.rows, self.unread) = (rows, unread)
            }
        }
        #expect(table != nil && rows >= 0, "an end with no end frame")
    }

    /// What ends the decoding, or nil.
    static func failure(
        _ bytes: [UInt8], _ format: StatisticalFormat, limits: DecodingLimits? = nil, tool: String = tool
    ) throws -> StatisticalFileError? {
        do {
            _ = try Decoded(bytes, format, limits: limits, tool: tool)
            return nil
        } catch let error as StatisticalFileError { return error }
    }
}
