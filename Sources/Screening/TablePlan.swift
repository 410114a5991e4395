import PackageFormat

/// What is to be looked at in one file: its variables, what the agreement says of each, and which are followed by value.
final class TablePlan: @unchecked Sendable {
    struct Variable: Sendable {
        /// As it stands in the file.
        let text: String
        let name: Line
        /// What the agreement says of it.
        let field: Field?
        /// The label of a statistical file.
        var label: String?
    }

    /// Counts and what is known of cells take about two kilobytes for each, on each core.
    static let mostVariables = 50_000

    let path: ArchivePath
    let format: ScreenedTable.Format
    let dialect: Dialect
    /// The agreement's entry for this file.
    let table: Table?
    let variables: [Variable]
    /// Variables that are followed by value: first the quasi-identifiers, then sensitive ones, then unique ones.
    let keyed: [Int]
    let quasiIdentifiers: Range<Int>
    let sensitive: Range<Int>
    let uniques: Range<Int>

    /// For each byte its kind, with stops; and without, for what stands in quotes.
    let kinds: UnsafeMutablePointer<UInt8>
    let quotedKinds: UnsafeMutablePointer<UInt8>
    /// For each variable: cells that need no check (none where it has no type: they are counted), and the first of its places in
    /// `keyed`, or -1.
    let fine: UnsafeMutablePointer<FineCells>
    let keyedPlace: UnsafeMutablePointer<Int32>
    let isRequired: UnsafeMutablePointer<Bool>
    /// Places in `keyed` of variables that stand there twice.
    let alsoKeyed: [(place: Int, sameAs: Int)]

    init(
        path: ArchivePath, format: ScreenedTable.Format, dialect: Dialect, table: Table?,
        names: [String], labels: [String?] = []
    ) {
        (self.path, self.format, self.dialect, self.table) = (path, format, dialect, table)
        let fields = Dictionary(
            (table?.schema?.fields ?? []).map { (Array($0.name.description.utf8), $0) },
            uniquingKeysWith: { first, _ in first })
        let variables = names.enumerated().map { index, text -> Variable in
            // Where a header is none, its cells are data: an identifier is not shown as a name.
            let name = CellLook.hasIdentifier(text) ? nil : Line(showing: text)
            return Variable(
                text: text, name: name ?? Line("column \(index + 1)")!, field: fields[Array(text.nfc.trimmed.utf8)],
                label: index < labels.count ? labels[index] : nil)
        }
        self.variables = variables
        func columns(_ holds: (Field) -> Bool) -> [Int] {
            variables.indices.filter { variables[$0].field.map(holds) ?? false }
        }
        let quasi = columns { $0.role == .quasiIdentifier }
        // Without quasi-identifiers there are no cells to be alone in.
        let sensitive = quasi.isEmpty ? [] : columns { $0.role == .sensitive }
        let unique = columns { $0.constraints?.unique == true }
        keyed = quasi + sensitive + unique
        quasiIdentifiers = 0..<quasi.count
        self.sensitive = quasi.count..<(quasi.count + sensitive.count)
        uniques = (quasi.count + sensitive.count)..<keyed.count
        kinds = ByteKind.table(
            stops: [dialect.delimiter, UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"), 0])
        quotedKinds = ByteKind.table(stops: [])
        quotedKinds[Int(UInt8(ascii: "\n"))] = ByteKind.mark
        quotedKinds[Int(UInt8(ascii: "\r"))] = ByteKind.mark
        // The last stands for cells that the header has not.
        fine = .allocate(capacity: variables.count + 1)
        fine.initialize(repeating: .none, count: variables.count + 1)
        isRequired = .allocate(capacity: variables.count + 1)
        isRequired.initialize(repeating: false, count: variables.count + 1)
        keyedPlace = .allocate(capacity: variables.count + 1)
        keyedPlace.initialize(repeating: -1, count: variables.count + 1)
        for (index, variable) in variables.enumerated() {
            if let field = variable.field { fine[index] = FieldCheck(field, encoding: dialect.encoding).fine }
            isRequired[index] = variable.field?.constraints?.required == true
        }
        var also: [(place: Int, sameAs: Int)] = []
        for (place, column) in keyed.enumerated() {
            if keyedPlace[column] < 0 {
                keyedPlace[column] = Int32(place)
            } else {
                also.append((place, Int(keyedPlace[column])))
            }
        }
        alsoKeyed = also
    }

    /// Names, and the types that the agreement gives them.
    var published: [Envelope.Published.Field] {
        variables.map { .init(name: $0.name, type: $0.field?.type ?? .any) }
    }

    deinit {
        kinds.deallocate()
        quotedKinds.deallocate()
        fine.deallocate()
        keyedPlace.deallocate()
        isRequired.deallocate()
    }
}

extension Line {
    /// The nearest line to a text from elsewhere: in NFC, unfit characters as `\u{…}`, cut at 200 characters; nil where
    /// nothing is left.
    init?(showing text: String) {
        var shown = ""
        for scalar in text.nfc.trimmed.unicodeScalars.prefix(200) {
            if scalar.isUnfit {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        self.init(typed: String(shown.unicodeScalars.prefix(250)))
    }
}
