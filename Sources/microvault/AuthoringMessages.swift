import AgreementAuthoring
import CommandLineSupport
import PackageFormat
import Sealing

/// What is wrong, and the next action.
typealias ProblemWords = (message: String, hint: String?)

/// The words for what is wrong in an agreement's YAML; the caller puts the file and the line before them.
extension AuthoringProblem {
    var words: ProblemWords {
        switch kind {
        case .file(let fault): fault.words
        case .device(let device): device.words
        case .unfitCharacter(let scalar):
            (
                "the character \(codePoint(scalar)) is not allowed",
                "it may not be visible: delete it and type the text again"
            )
        case .key(let fault): fault.words(in: path)
        case .wrongShape(let expected, let found):
            ("\(nodeName(path)) is \(found.words) and should be \(expected.words)", expected.example)
        case .value(let fault): fault.words(for: path)
        case .time(let fault): fault.words
        case .keyLine(_, let found, commaInBrackets: true):
            (
                "\(excerpt(found)) is not a key line",
                "inside [ ] a key line that holds a comma goes between double quotes; or begin its line with \"- \""
            )
        case .keyLine(let problem, let found, _): problem.words(for: found)
        case .rule(let rule, let otherLine): rule.words(for: path, otherLine: otherLine)
        case .compiledTooLong(let length, let cap):
            ("the compiled agreement has \(length) bytes; \(cap) is the most", "shorten its texts")
        }
    }
}

extension AuthoringProblem.FileFault {
    fileprivate var words: ProblemWords {
        switch self {
        case .tooLong(let length, let cap):
            ("the file has \(length) bytes; \(cap) is the most", "is this an agreement?")
        case .notUTF8:
            ("the file is not UTF-8 text", "save it as UTF-8 in your editor")
        case .empty:
            ("the file holds no agreement", "start from \"microvault agreement new\"")
        case .syntax(let words):
            (
                "not valid YAML: \(words)",
                "look at the indentation, and put texts that hold \": \" between double quotes"
            )
        case .tabInIndentation:
            ("a tab stands in the indentation", "use spaces alone")
        case .severalDocuments:
            ("a second document begins here", "keep one agreement in one file, and no line \"---\" inside it")
        }
    }
}

extension AuthoringProblem.Device {
    fileprivate var words: ProblemWords {
        let quotes = "if it is text, put it between double quotes"
        return switch self {
        case .anchor: ("anchors (\"&\") are not allowed in an agreement", quotes)
        case .alias: ("aliases (\"*\") are not allowed in an agreement", quotes)
        case .tag: ("tags (\"!\") are not allowed in an agreement", quotes)
        case .mergeKey: ("the merge key \"<<\" is not allowed in an agreement", "write the keys out")
        case .complexKey:
            ("a key must be one word", "a text that begins with \"[\" or \"{\" goes between double quotes")
        }
    }
}

extension AuthoringProblem.KeyFault {
    fileprivate func words(in path: String) -> ProblemWords {
        switch self {
        case .duplicate(let key, let firstLine):
            ("key \(excerpt(key)) stands here and on line \(firstLine)", "keep one of them")
        case .unknown(let key, _, _, commaInBraces: true):
            ("\(excerpt(key)) is no key", "inside { } a text that holds a comma goes between double quotes")
        case .unknown(let key, let suggestion?, _, _):
            ("unknown key \(excerpt(key))", "did you mean \"\(suggestion)\"?")
        case .unknown(let key, nil, let known, _):
            ("unknown key \(excerpt(key))", "keys known here: \(known.joined(separator: ", "))")
        case .missing(let key):
            (
                "key \"\(key)\" is missing\(path.isEmpty ? "" : " in \"\(path)\"")",
                "\"microvault agreement new\" prints every key with its meaning"
            )
        }
    }
}

extension AuthoringProblem.Shape {
    fileprivate var words: String {
        switch self {
        case .mapping: "a group of keys"
        case .list: "a list"
        case .value: "a single value"
        }
    }

    fileprivate var example: String {
        switch self {
        case .mapping: "write each key on a line of its own, indented, as \"key: value\""
        case .list: "begin each element with \"- \", or put them between [ ]"
        case .value: "a text that begins with \"[\" or \"{\", or holds \": \", goes between double quotes"
        }
    }
}

extension AgreementProblem.Rule {
    func words(for path: String, otherLine: Int?) -> ProblemWords {
        let other = otherLine.map { " on line \($0)" } ?? ""
        return switch self {
        case .unknownVersion(let version):
            (
                "this tool does not know version \(version) of the form",
                "write microvault_agreement: 1, or get a newer tool"
            )
        case .supersedesMissing:
            (
                "key \"supersedes\" is missing: this is not the first revision",
                "\"microvault agreement show\" prints the hash"
            )
        case .supersedesOnFirstRevision:
            ("the first revision supersedes nothing", "remove \"supersedes\", or raise \"revision\"")
        case .empty: ("\(nodeName(path)) has no elements", nil)
        case .keyUsedTwice: ("this key also stands\(other)", "every party and every approver has a key of its own")
        case .repeated: ("\(nodeName(path)) repeats what stands\(other)", "remove one of them, or tell them apart")
        case .notAfter(let earlier): ("\(nodeName(path)) is too early", "it comes after \"\(earlier)\"\(other)")
        case .reviewOutsideTerm: ("\"review_by\" lies outside the days from \"starts\" to \"expires\"", nil)
        case .holderUnknown(let holder):
            (
                "\(excerpt(holder)) is neither a site nor a user of this agreement",
                "write the name as under \"recipients\""
            )
        case .outOfRange(let range): ("\(nodeName(path)) is not from \(range.lowerBound) to \(range.upperBound)", nil)
        case .contradicts(let other): ("\(nodeName(path)) contradicts \"\(other)\"", "change one of the two")
        case .pathConflict:
            (
                "\(nodeName(path)) cannot stand in a package beside a table before it",
                "the paths differ by case alone, or one is a folder of the other"
            )
        case .lengthsCrossed: ("\"maxLength\" is below \"minLength\"", nil)
        case .instantDoesNotFit: ("the instant of \"\(path)\" does not belong to its day", nil)
        }
    }
}

/// A node by its path; the whole file has none.
func nodeName(_ path: String) -> String { path.isEmpty ? "the agreement" : "\"\(path)\"" }

/// What the user gave, in quotes, cut to what fits a line.
func excerpt(_ text: String) -> String {
    let longest = 60
    let scalars = text.unicodeScalars
    return scalars.count > longest ? quoted(String(scalars.prefix(longest)) + "…") : quoted(text)
}

private func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
