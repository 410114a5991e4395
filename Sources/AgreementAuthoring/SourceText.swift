import PackageFormat
import Yams

/// A place in the YAML file; both count from 1.
struct Place: Comparable {
    let line: Int
    let column: Int

    init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
    init(_ mark: Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }

    static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// The characters of a YAML file, made safe for the parser.
///
/// The parser expands aliases as often as they are named and stops at the first duplicate key. So the characters that
/// begin anchors, aliases and tags are swapped for noncharacters before it reads, and duplicate keys made different;
/// `original` swaps them back. Each stand-in is one scalar for one, so that lines and columns stay true.
struct SourceText {
    static let maximumLength = 1 << 20

    private(set) var scalars: [Unicode.Scalar]
    private(set) var unfit: [(place: Place, scalar: Unicode.Scalar)] = []
    private var lineStarts = [0]
    private var originals: [Unicode.Scalar: Unicode.Scalar] = [:]
    private var unusedStandIns = Array(noncharacters.dropFirst(devices.count))

    private static let noncharacters = (0xFDD0...0xFDEF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
    private static let devices: [(sign: Unicode.Scalar, device: AuthoringProblem.Device)] = [
        ("&", .anchor), ("*", .alias), ("!", .tag),
    ]
    private static let standIns = Dictionary(uniqueKeysWithValues: zip(devices.map(\.sign), noncharacters))

    init(_ bytes: [UInt8]) throws(AuthoringProblem) {
        guard bytes.count <= Self.maximumLength else {
            throw .atTop(.file(.tooLong(length: bytes.count, cap: Self.maximumLength)))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .atTop(.file(.notUTF8)) }
        var source = Array(text.unicodeScalars)
        if source.first == "\u{FEFF}" { source.removeFirst() }  // Windows editors write one.
        scalars = []
        scalars.reserveCapacity(source.count)
        for (index, scalar) in source.enumerated() {
            scalars.append(readable(scalar, followedBy: source[(index + 1)...]))
            if scalar == "\n" { lineStarts.append(index + 1) }
        }
        for (sign, standIn) in Self.standIns { originals[standIn] = sign }
    }

    var string: String { String(String.UnicodeScalarView(scalars)) }

    /// The text that stood in the file.
    func original(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { originals[$0] ?? $0 }))
    }

    /// The anchor, alias or tag with which an unquoted scalar begins.
    static func device(beginning text: String) -> AuthoringProblem.Device? {
        devices.first { standIns[$0.sign] == text.unicodeScalars.first }?.device
    }

    /// Where an anchor or tag stands before what it names, on `line` or the one above: a syntax error after the swap.
    func device(near line: Int) -> (place: Place, device: AuthoringProblem.Device)? {
        for number in [line - 1, line] where (1...lineStarts.count).contains(number) {
            let content = Array(self.line(number))
            for (index, scalar) in content.enumerated() {
                guard let device = Self.device(beginning: String(scalar)) else { continue }
                let before = content[..<index].last { $0 != " " }
                guard before == nil || before == ":" || before == "-" else { continue }
                return (Place(line: number, column: index + 1), device)
            }
        }
        return nil
    }

    func hasTabInIndentation(line: Int) -> Bool {
        guard (1...lineStarts.count).contains(line) else { return false }
        return self.line(line).prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }

    /// Makes the key at `place` differ from every other; false where it cannot be done.
    mutating func disguiseKey(at place: Place) -> Bool {
        guard (1...lineStarts.count).contains(place.line) else { return false }
        var index = lineStarts[place.line - 1] + place.column - 1
        if index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        guard index < scalars.count, scalars[index].properties.isAlphabetic, let standIn = unusedStandIns.popLast()
        else { return false }
        originals[standIn] = scalars[index]
        scalars[index] = standIn
        return true
    }

    /// Whether `[` or `{` begins the node at `place`: the parser does not say how a list or mapping was written.
    func hasBracket(at place: Place) -> Bool {
        guard (1...lineStarts.count).contains(place.line) else { return false }
        let scalar = line(place.line).dropFirst(place.column - 1).first
        return scalar == "[" || scalar == "{"
    }

    private func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        scalars[lineStarts[number - 1]..<(number < lineStarts.count ? lineStarts[number] : scalars.count)]
    }

    /// What the parser is given for a character; notes the unfit ones, which could break lines or pass for stand-ins.
    private mutating func readable(
        _ scalar: Unicode.Scalar, followedBy rest: ArraySlice<Unicode.Scalar>
    ) -> Unicode.Scalar {
        if let standIn = Self.standIns[scalar] { return standIn }
        let unfit: Unicode.Scalar? =
            switch scalar {
            case "\n", "\t": nil
            case "\r" where rest.first == "\n": nil
            case "\\": Self.escapedNoncharacter(rest)
            default: scalar.isUnfit ? scalar : nil
            }
        guard let unfit else { return scalar }
        let column = scalars.count - (lineStarts.last ?? 0) + 1
        self.unfit.append((Place(line: lineStarts.count, column: column), unfit))
        return "\u{FFFD}"
    }

    /// The stand-in that an escape would pass for: `\uFDD0` or `\U0000FDD0`, without its backslash.
    private static func escapedNoncharacter(_ escape: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
        let length = escape.first == "u" ? 4 : escape.first == "U" ? 8 : 0
        let digits = String(String.UnicodeScalarView(escape.dropFirst().prefix(length)))
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).flatMap { noncharacters.contains($0) ? $0 : nil }
    }
}

extension AuthoringProblem {
    static func atTop(_ kind: Kind) -> AuthoringProblem { AuthoringProblem(line: 1, column: 1, path: "", kind: kind) }

    init(_ place: Place, path: String = "", kind: Kind) {
        self.init(line: place.line, column: place.column, path: path, kind: kind)
    }
}
