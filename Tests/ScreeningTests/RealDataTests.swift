import Files
import PackageFormat
import Testing

@testable import Screening

/// `shared/data` beside the work tree; none of it belongs to the project.
private let sharedData: String? = {
    let root = #filePath.components(before: "/Tests/")
    let path = root + "/../shared/data"
    return (try? File(folder: path).status(of: "census2011.csv")) == nil ? nil : path
}()

/// Real microdata, where they lie beside the project: false positives are how such a tool dies.
@Suite(.enabled(if: sharedData != nil)) struct RealDataTests {
    private func contents(_ name: String) throws -> [UInt8] {
        try #require(try File(reading: sharedData! + "/" + name).contents(cap: 1 << 30))
    }

    @Test(arguments: [
        ("census2011.csv", 10_000, 18), ("hospital_ae_deidentified.csv", 9_889, 8),
        ("stats19/accidents.csv", 4_060, 44),
        ("stats19/casualties.csv", 5_240, 23), ("stats19/vehicles.csv", 7_355, 32),
    ])
    func nothingIsTakenForAnIdentifier(name: String, records: Int, variables: Int) throws {
        let found = screened(try contents(name), as: name)
        #expect(found.lines == [])
        #expect(found.tables[0].records.value == records && found.tables[0].variables.count == variables)
    }

    /// The figures that others count on the same file.
    @Test func riskOfTheCensusFile() throws {
        let names = ["Region", "Sex", "Age", "Marital Status", "Ethnic Group"]
        let table = table(names.map { field($0, .string, .quasiIdentifier) }, path: "census2011.csv")
        let risk = try #require(
            screened(try contents("census2011.csv"), as: "census2011.csv", under: table).tables[0].risk)
        #expect(risk.sizes.uniques.value == 351)
        #expect(risk.sizes.below3.value == 679)
        #expect(risk.sizes.below10.value == 2_144)
    }
}

extension String {
    fileprivate func components(before part: String) -> String {
        var text = self[...]
        while !text.isEmpty, !text.hasPrefix(part) { text = text.dropFirst() }
        return String(dropLast(text.count))
    }
}
