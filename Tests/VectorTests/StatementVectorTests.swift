import CommandLineSupport
import PackageFormat
import Testing

/// The statements of Tests/Vectors, each taken in this process.
@Suite struct StatementVectorTests {
    @Test(arguments: Vector.statementNames) func isTakenOrRefused(_ name: String) throws {
        let vector = try #require(StatementVector(name), "not a vector: \(name)")
        let pins = VectorPins(provider: vector.provider)
        let head = try HeadBytes(vector.package).signatureChecked().pinned(by: pins).verified().head
        var standing = Standing(of: head, statements: [])
        for earlier in vector.before { standing = try taking(earlier, standing, at: vector.now) }
        var status: Int32 = 0
        do { standing = try taking(vector.statement, standing, at: vector.now) } catch let fault as StatementError {
            status = fault.words(ofProviderStatementAt: name).status.rawValue
        } catch let fault as ProviderStatementFault {
            status = fault.words.status.rawValue
        }
        #expect(status == vector.status, "\(vector.expect)")
        #expect(line(standing) == vector.standing)
    }

    private func taking(_ bytes: [UInt8], _ standing: Standing, at now: Instant) throws -> Standing {
        let statement = try ProviderStatement(parsing: bytes)
        try ProviderStatement.check(issuedAt: statement.issuedAt, now: now)
        return try standing.accepting(statement)
    }

    private func line(_ standing: Standing) -> String {
        "revision \(standing.agreement.revision)" + (standing.recalled == nil ? "" : " recalled")
            + (standing.hold == nil ? "" : " held")
    }
}
