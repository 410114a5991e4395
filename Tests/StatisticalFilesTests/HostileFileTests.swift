import CReadStat
import Files
import FoundationEssentials
import StatisticalFiles
import Testing

/// Files that lie. Whatever happens in the child, the parent has a whole table or an error.
@Suite struct HostileFileTests {
    /// `MICROVAULT_ALL_MUTATIONS=1`: every truncation and 1,000 mutations of each format; else a share of them.
    static let isFull = ProcessInfo.processInfo.environment["MICROVAULT_ALL_MUTATIONS"] == "1"

    private func small(_ format: MadeFile.Format) throws -> [UInt8] {
        let hasLabels = format == .sav || format == .zsav || format == .dta
        return try MadeFile(
            format: format,
            columns: [
                .init(
                    name: "SEX", label: "Sex", type: format == .dta ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE,
                    labelSet: "sexes"),
                .init(name: "NAME", label: "Name", type: READSTAT_TYPE_STRING, width: 12),
            ],
            rows: (1...4).map { [format == .dta ? .integer($0) : .number(Double($0)), .text("person \($0)")] },
            labels: hasLabels ? ["sexes": [1: "Male", 2: "Female"]] : [:], notes: hasLabels ? ["a note"] : [],
            version: format == .dta ? 114 : nil
        ).bytes()
    }

    @Test(arguments: [MadeFile.Format.sav, .dta]) func everyTruncation(format: MadeFile.Format) throws {
        let kind = try #require(StatisticalFormat(rawValue: format.rawValue))
        let whole = try small(format)
        let table = try Decoded(whole, kind)
        for length in stride(from: 0, to: whole.count, by: Self.isFull ? 1 : 23) {
            // What is cut may only be missed where the cut falls between two sets of value labels.
            if let decoded = try? Decoded(Array(whole[..<length]), kind) {
                #expect(decoded.records == table.records, "\(length) of \(whole.count) bytes")
            }
        }
    }

    @Test(arguments: MadeFile.Format.allCases) func mutations(format: MadeFile.Format) throws {
        let kind = try #require(StatisticalFormat(rawValue: format.rawValue))
        let whole = try small(format)
        var random = Repeatable(state: 7)
        var outcomes: [String: Int] = [:]
        for _ in 0..<(Self.isFull ? 1_000 : 40) {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch UInt8.random(in: 0...3, using: &random) {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 2:
                    let extreme: [UInt8] = [0xFF, 0xFF, 0xFF, [0x7F, 0xFF, 0x80].randomElement(using: &random) ?? 0]
                    for (offset, byte) in extreme.enumerated() where place + offset < bytes.count {
                        bytes[place + offset] = byte
                    }
                default:
                    let from = Int.random(in: 0..<bytes.count, using: &random)
                    let piece = bytes[from..<min(from + 40, bytes.count)]
                    bytes.replaceSubrange(place..<min(place + piece.count, bytes.count), with: piece)
                }
            }
            let limits = DecodingLimits(memory: 1 << 30, seconds: 5, silentSeconds: 20)
            let failure = try Decoded.failure(bytes, kind, limits: limits)
            outcomes[failure.map { "\($0)" } ?? "read", default: 0] += 1
            // The filter or the parent's own checks are a second line: the decoder should never need them.
            switch failure {
            case .badStream, .truncatedStream, .ended, .sandbox, .io: Issue.record("\(String(describing: failure))")
            default: break
            }
        }
        print("\(format): \(outcomes.sorted { $0.value > $1.value })")
    }

    @Test func aHeaderThatClaimsManyRows() throws {
        var bytes = try small(.sav)
        // The number of cases, 80 bytes in.
        bytes.replaceSubrange(80..<84, with: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(try Decoded.failure(bytes, .sav) != nil)
        bytes = try small(.dta)
        bytes.replaceSubrange(6..<10, with: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(try Decoded.failure(bytes, .dta) != nil)
        // The number of variables of a Stata file has two bytes.
        bytes.replaceSubrange(4..<6, with: [0xFF, 0xFF])
        #expect(try Decoded.failure(bytes, .dta) != nil)
    }

    @Test func moreVariablesThanAllowed() throws {
        let file = MadeFile(
            format: .sav, columns: (0..<50).map { .init(name: "v\($0)") },
            rows: [(0..<50).map { .number(Double($0)) }])
        var limits = DecodingLimits(seconds: 10)
        limits.variables = 49
        #expect(try Decoded.failure(try file.bytes(), .sav, limits: limits) == .limit(.variables))
    }

    @Test func labelsAboveTheLimit() throws {
        var file = MadeFile(format: .sav, columns: [.init(name: "v", labelSet: "l")], rows: [[.number(1)]])
        file.labels = [
            "l": Dictionary(uniqueKeysWithValues: (0..<200).map { (Int32($0), String(repeating: "x", count: 100)) })
        ]
        var limits = DecodingLimits(seconds: 10)
        limits.text = 1_000
        #expect(try Decoded.failure(try file.bytes(), .sav, limits: limits) == .limit(.text))
    }

    @Test func aRecordAboveTheLimit() throws {
        // A mark takes two bytes in a record.
        let marks = MadeFile.Cell.text(String(repeating: "\"", count: 2_045))
        for (count, failure) in [(3_900, nil), (4_100, .limit(.record))] as [(Int, StatisticalFileError?)] {
            let file = MadeFile(
                format: .dta,
                columns: (0..<count).map { .init(name: "v\($0)", type: READSTAT_TYPE_STRING, width: 2_045) },
                rows: [Array(repeating: .text("x"), count: count), Array(repeating: marks, count: count)])
            #expect(try Decoded.failure(try file.bytes(), .dta) == failure)
        }
    }

    @Test func littleMemory() throws {
        let limits = DecodingLimits(memory: 16 << 20, seconds: 10)
        #expect(try Decoded.failure(try small(.sav), .sav, limits: limits) != nil)
    }

    @Test func twoTablesInATransportFile() throws {
        let bytes = try small(.xpt)
        // From the member header record on, again.
        #expect(try Decoded.failure(bytes + bytes[240...], .xpt) == .severalTables)
    }

    @Test func whatStandsBehindTheTableIsCounted() throws {
        for format in [StatisticalFormat.sav, .dta] {
            let made = try #require(MadeFile.Format(rawValue: format.rawValue))
            var file = MadeFile(format: made, columns: [.init(name: "x")], rows: [[.number(1)]])
            file.fileLabel = "x"
            let bytes = try file.bytes()
            #expect(try Decoded(bytes, format).unread == 0)
            #expect(try Decoded(bytes + [UInt8](repeating: 0x41, count: 100_000), format).unread > 0)
        }
    }

    @Test func foldersAndDevicesAreRefused() throws {
        for path in ["/", "/dev/null"] {
            #expect(throws: StatisticalFileError.notPlainFile) {
                _ = try DecodingChild(decoding: File(reading: path), as: .sav, executable: Decoded.tool)
            }
        }
    }
}

/// SplitMix64.
private struct Repeatable: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
