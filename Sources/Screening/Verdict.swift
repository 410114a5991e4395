import PackageFormat

/// What a cell amounts to: a matter of its variable and its bytes alone, so that it is the same for all cells that are.
struct Verdict {
    var counted = CountedSet()
    /// Of the date that the cell is; 0 where it is none.
    var year = 0
}

/// Judges the cells of one table, for one worker.
final class CellJudge {
    private let fine: UnsafeMutablePointer<FineCells>
    private let isRequired: UnsafeMutablePointer<Bool>
    private let plan: TablePlan
    private let checks: [FieldCheck?]
    /// The same, to be asked without being counted for each cell.
    private let uncounted: [Unmanaged<FieldCheck>?]

    init(_ plan: TablePlan) {
        (self.plan, fine, isRequired) = (plan, plan.fine, plan.isRequired)
        checks = plan.variables.map { variable in variable.field.map { FieldCheck($0, encoding: plan.dialect.encoding) }
        }
        uncounted = checks.map { $0.map { Unmanaged.passUnretained($0) } }
    }

    /// `seen` are the kinds of all bytes of the cell.
    func verdict(of cell: Cell, seen: UInt8, column: Int) -> Verdict {
        verdict(of: cell, seen: seen, shape: nil, column)
    }

    /// The same of a cell of a batch, behind which a block of bytes can be read.
    func verdict(ofInBatch cell: Cell, column: Int) -> Verdict {
        guard (1...CellShape.mostBytes).contains(cell.count) else {
            let seen = cell.reduce(0) { $0 | plan.quotedKinds[Int($1)] }
            return verdict(of: cell, seen: seen, shape: nil, column)
        }
        let shape = CellShape(cell, kinds: plan.quotedKinds)
        return verdict(of: cell, seen: shape.seen, shape: shape, column)
    }

    @inline(__always)
    private func verdict(of cell: Cell, seen: UInt8, shape: CellShape?, _ column: Int) -> Verdict {
        var verdict = Verdict()
        if cell.count == 0 {
            verdict.counted.insert(.blank)
            if isRequired[column] { verdict.counted.insert(.required) }
            return verdict
        }
        let isTyped = uncounted[column] != nil
        let hasNumberBytes = seen & ~ByteKind.ofNumber == 0
        if let check = uncounted[column] {
            let isFine =
                fine[column].holds(seen, cell.count)
                || hasNumberBytes && fine[column].holds(number: cell, shape: shape)
            if !isFine {
                verdict.counted = check._withUnsafeGuaranteedRef { $0.faults(of: cell, seen: seen) }
            }
        }
        // A short number is no identifier, and is counted where the agreement gives no type.
        if !isTyped || !hasNumberBytes || cell.count >= 8 {
            look(cell, seen, shape, isTyped: isTyped, &verdict)
        }
        return verdict
    }

    @inline(__always)
    private func look(_ cell: Cell, _ seen: UInt8, _ shape: CellShape?, isTyped: Bool, _ verdict: inout Verdict) {
        if !isTyped, seen & ~(ByteKind.ofNumber | ByteKind.letter) == 0 {
            if TypeRule.isInteger(cell) {
                verdict.counted.insert(.integer)
            } else if seen & (ByteKind.sign | ByteKind.letter) != 0, TypeRule.isNumber(cell) {
                verdict.counted.insert(.number)
            }
        }
        if let shape {
            if shape.mayHoldIdentifier { CellLook.identifiers(in: cell, shape) { verdict.counted.insert($0) } }
        } else {
            CellLook.identifiers(in: cell, seen: seen) { verdict.counted.insert($0) }
        }
        if seen & ByteKind.digit != 0, cell.count >= 8, shape?.mayBeDate ?? true, let year = CellDate.year(of: cell) {
            verdict.counted.insert(.date)
            verdict.year = year
        } else if seen == ByteKind.digit, CellDate.isCompact(cell) {
            verdict.counted.insert(.compactDate)
        }
        if seen == ByteKind.digit | ByteKind.letter {
            if cell.count == 9, let level = GSSCode.level(of: cell) {
                verdict.counted.insert(level.counted)
            } else if cell.count <= 4, Postcode.isDistrict(cell) {
                verdict.counted.insert(.postcodeDistrict)
            }
        }
    }
}

extension Geography {
    var counted: Counted {
        switch self {
        case .outputArea: .outputArea
        case .lowerSuperOutputArea: .lowerSuperOutputArea
        case .middleSuperOutputArea: .middleSuperOutputArea
        case .ward: .ward
        case .postcodeDistrict: .postcodeDistrict
        case .constituency: .constituency
        case .localAuthority: .localAuthority
        case .county: .county
        case .region: .region
        case .country: .country
        case .other: .otherGSS
        }
    }
}
