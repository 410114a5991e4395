import Files
import FoundationEssentials
import Glibc
import StatisticalFiles
import TestCast
import Testing

/// Children that are not decoders. Each is a script that writes what the test gives it.
@Suite struct StreamTests {
    /// What the parent makes of a child that writes `stream` and then does `rest`.
    private func failure(
        _ stream: [UInt8], then rest: String = "", limits: DecodingLimits = DecodingLimits(seconds: 5, silentSeconds: 5)
    ) throws -> StatisticalFileError? {
        let scratch = Scratch()
        scratch.write(stream, "stream")
        scratch.write(Array("#!/bin/sh\ncat \(scratch.path)/stream\n\(rest)\n".utf8), "child")
        chmod(scratch.path + "/child", 0o700)
        return try Decoded.failure([1, 2, 3], .sav, limits: limits, tool: scratch.path + "/child")
    }

    private func frame(_ kind: Character, _ payload: [UInt8], length: Int? = nil) -> [UInt8] {
        let length = length ?? payload.count
        return [kind.asciiValue ?? 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + payload
    }

    private func frame(_ kind: Character, _ fields: String...) -> [UInt8] {
        frame(kind, fields.flatMap { frame("T", Array($0.utf8)).dropFirst() })
    }

    private var table: [UInt8] { frame("T", "", "", "", "1") + frame("V", "x", "", "F8.2", "number", "") }
    private var rows: [UInt8] { frame("R", Array("1\n".utf8)) }
    private var end: [UInt8] { frame("E", "1", "0") }

    @Test func aStreamAsItShouldBe() throws { #expect(try failure(table + rows + end) == nil) }

    @Test func streamsThatEndEarly() throws {
        let whole = table + rows + end
        for length in 0..<whole.count where length.isMultiple(of: 3) {
            #expect(try failure(Array(whole[..<length])) == .truncatedStream)
        }
        #expect(try failure(table + rows, then: "exit 3") == .ended(status: 3))
        #expect(try failure(table + rows + end, then: "exit 3") == .ended(status: 3))
        #expect(try failure(table + rows + [0x52, 9], then: "exit 4") == .ended(status: 4))
    }

    @Test func aChildThatIsKilled() throws {
        #expect(try failure(table + rows, then: "kill -KILL $$") == .crashed(signal: SIGKILL))
        #expect(try failure(table + rows + end, then: "kill -SEGV $$") == .crashed(signal: SIGSEGV))
        #expect(try failure([], then: "kill -XCPU $$") == .limit(.time))
    }

    @Test func aChildThatSaysNothing() throws {
        let limits = DecodingLimits(seconds: 5, silentSeconds: 1)
        let begin = ContinuousClock.now
        #expect(try failure(table, then: "exec sleep 60", limits: limits) == .limit(.silence))
        #expect(try failure(table + rows + end, then: "exec sleep 60", limits: limits) == .limit(.silence))
        // Its end of the stream is closed, and it does not end.
        #expect(
            try failure(table + rows + end, then: "exec >/dev/null; exec sleep 60", limits: limits) == .limit(.silence))
        #expect(ContinuousClock.now - begin < .seconds(30))
    }

    @Test func framesThatNoDecoderSends() throws {
        #expect(try failure(frame("?", [])) == .badStream(.unknownFrame))
        #expect(try failure(Array("#!garbage, and more of it\n".utf8)) == .badStream(.unknownFrame))
        #expect(try failure(frame("T", [], length: 1 << 20 + 1)) == .badStream(.frameTooLong))
        #expect(try failure(table + frame("R", [], length: 1 << 30)) == .badStream(.frameTooLong))
        #expect(try failure(frame("T", [], length: 0xFFFF_FFFF)) == .badStream(.frameTooLong))
        #expect(try failure(rows) == .badStream(.order))
        #expect(try failure(table + table) == .badStream(.order))
        #expect(
            try failure(frame("T", "", "", "", "2") + frame("V", "x", "", "", "number", "") + rows)
                == .badStream(.order))
        #expect(try failure(table + frame("V", "y", "", "", "number", "")) == .badStream(.order))
        #expect(try failure(table + rows + end + rows) == .badStream(.afterEnd))
        #expect(try failure(table + rows + end + frame("F", "tables", "")) == .badStream(.afterEnd))
    }

    @Test func fieldsThatAreNone() throws {
        #expect(try failure(frame("T", [1, 2])) == .badStream(.field))
        #expect(try failure(frame("T", [9, 0, 0, 0, 0x41])) == .badStream(.field))
        #expect(try failure(frame("T", [1, 0, 0, 0, 0xFF])) == .badStream(.utf8))
        #expect(try failure(frame("T", "", "", "", "-1")) == .badStream(.field))
        #expect(try failure(frame("T", "", "", "x", "1")) == .badStream(.field))
        #expect(try failure(frame("T", "", "", "", "100001")) == .limit(.variables))
        #expect(try failure(frame("T", "", "", "", "999999999999999999")) == .limit(.variables))
        #expect(try failure(frame("T", "", "", "", "1") + frame("V", "x", "", "", "colour", "")) == .badStream(.field))
        #expect(try failure(frame("T", "", "", "", "1") + frame("V", "x", "")) == .badStream(.field))
        #expect(try failure(table + frame("X", "poem", "", "text")) == .badStream(.field))
        #expect(try failure(table + frame("R", [0x41])) == .badStream(.record))
        #expect(try failure(table + frame("R", [])) == .badStream(.record))
        #expect(try failure(table + frame("R", [0xC3, 0x0A])) == .badStream(.utf8))
        #expect(try failure(frame("T", "", "", "2", "0") + end) == .badStream(.record))
        #expect(try failure(frame("F", "limit", "patience")) == .badStream(.field))
        #expect(try failure(frame("F", "malformed", String(repeating: "x", count: 201))) == .badStream(.field))
    }

    @Test func faultsOfTheChild() throws {
        #expect(try failure(frame("F", "malformed", "no")) == .malformed(message: "no"))
        #expect(try failure(table + frame("F", "limit", "memory")) == .limit(.memory))
        #expect(try failure(frame("F", "sandbox", "38")) == .sandbox(code: 38))
    }

    /// More text than the limit, in frames that are each within theirs.
    @Test func manyTexts() throws {
        var limits = DecodingLimits(seconds: 5, silentSeconds: 5)
        (limits.text, limits.variables) = (110_000, 10)
        let text = frame("X", "note", "", String(repeating: "x", count: 50_000))
        #expect(try failure(table + text + text + end, limits: limits) == nil)
        #expect(try failure(table + text + text + text + text + text + end, limits: limits) == .limit(.text))
    }

    @Test func anExecutableThatIsNotThere() throws {
        let failure = try Decoded.failure([1], .sav, tool: "/nonexistent/tool")
        guard case .io(let error) = failure, error.code == ENOENT else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    /// Nothing of the parent reaches the child but the file and the pipe.
    @Test func theChildHasNothing() throws {
        let scratch = Scratch()
        // The shell and ls open descriptors of their own; these two stay.
        scratch.write(
            Array(
                """
                #!/bin/sh
                { echo "$PWD $*"; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD= | sort; ls /proc/$$/fd; } >\(scratch.path)/found

                """.utf8), "child")
        chmod(scratch.path + "/child", 0o700)
        setenv("SECRET_OF_THE_TEST", "1", 1)
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let child = try DecodingChild(
            decoding: try File(reading: scratch.path + "/child"), as: .dta,
            limits: DecodingLimits(memory: 5, seconds: 6),
            executable: scratch.path + "/child")
        #expect(throws: StatisticalFileError.truncatedStream) { _ = try child.next() }
        #expect(throws: StatisticalFileError.truncatedStream) { _ = try child.next() }
        let found = String(decoding: scratch.read("found") ?? [], as: UTF8.self).split(separator: "\n")
        #expect(found.starts(with: ["/ read-table dta 5 6", "LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no", "0", "1"]))
        #expect(!found.contains("\(leaked)") || leaked == 10)
    }

    @Test func theFilesPositionStays() throws {
        let scratch = Scratch()
        scratch.write(
            try MadeFile(format: .sav, columns: [.init(name: "x")], rows: [[.number(1)]]).bytes(), "table")
        let file = try File(reading: scratch.path + "/table")
        try file.seek(to: 5)
        _ = try Decoded(
            DecodingChild(decoding: file, as: .sav, executable: Decoded.tool, environment: Decoded.environment))
        #expect(lseek(file.descriptor, 0, SEEK_CUR) == 5)
    }

    @Test func stoppedInTheMiddle() throws {
        let rows = (0..<200_000).map { [MadeFile.Cell.number(Double($0))] }
        let bytes = try MadeFile(format: .sav, columns: [.init(name: "x")], rows: rows).bytes()
        let child = try Decoded.child(of: bytes, .sav)
        _ = try child.next()
        child.stop()
        #expect(throws: StatisticalFileError.self) { while try child.next() != nil {} }
    }
}
