// swift-tools-version: 6.2
import PackageDescription

/// Swift 6 language mode (the tools version's default), warnings as errors.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tool(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies + ["CommandLineSupport", "Files", arguments], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let database: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// The order is that of the data: see ARCHITECTURE.md. `scripts/check-imports` holds each target to its row.
let package = Package(
    name: "microvault",
    products: [
        .executable(name: "microvault", targets: ["microvault"]),
        .executable(name: "unvault", targets: ["unvault"]),
        .executable(name: "vaultregister", targets: ["vaultregister"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        // Debian's ReadStat has no .pc file: its module map links it by name.
        .systemLibrary(name: "CReadStat", providers: [.apt(["libreadstat-dev"])]),
        .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),

        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CBytes"),

        library("Files", ["CLinux"]),
        library("Sealing", ["CSodium"]),
        library("Pipelining", ["CLinux"]),
        library("PackageFormat", ["Files", "Pipelining", "Sealing"]),
        library("Archiving", ["CArchive", "CZstd", "Files", "PackageFormat", "Sealing", "Pipelining"]),
        library("CustodyLog", ["Files", "PackageFormat", "Pipelining", "Sealing"]),
        library("StatisticalFiles", ["CLinux", "CReadStat", "CSeccomp", "Files"]),
        library("AgreementAuthoring", ["PackageFormat", "Sealing", yams]),
        library("Screening", ["CBytes", "Files", "PackageFormat", "Pipelining", "Sealing", "StatisticalFiles"]),
        library("Sending", ["Archiving", "Files", "PackageFormat", "Pipelining", "Screening", "Sealing"]),
        library("Opening", ["Archiving", "Files", "PackageFormat", "Pipelining", "Sealing"]),
        library("Erasing", ["Files", "PackageFormat", "Pipelining", "Sealing"]),
        library("Custody", ["CustodyLog", "Erasing", "Files", "Opening", "PackageFormat", "Sealing"]),
        library("DeadlineRegister", ["CustodyLog", "Files", "PackageFormat", "Pipelining", "Sealing", database]),
        library("CommandLineSupport", ["CLinux", "Files", "PackageFormat", "Sealing", arguments]),

        tool(
            "microvault",
            [
                "AgreementAuthoring", "Sending", "Screening", "PackageFormat", "Pipelining", "Sealing",
                "StatisticalFiles",
            ]),
        tool("unvault", ["Custody", "CustodyLog", "Erasing", "Opening", "PackageFormat", "Sealing"]),
        tool("vaultregister", ["CustodyLog", "DeadlineRegister", "PackageFormat", "Sealing"]),

        // Keys, an agreement, cards and a scratch folder for the tests of the pipelines; part of no tool.
        .target(
            name: "TestCast", dependencies: ["Files", "PackageFormat", "Sealing"], path: "Tests/TestCast",
            swiftSettings: strict),
        // Files for scripts/bench-register; no product.
        .executableTarget(
            name: "make-register-load",
            dependencies: ["TestCast", "CustodyLog", "Files", "PackageFormat", "Pipelining", "Sealing"],
            path: "Tools/make-register-load", swiftSettings: strict),
        // Data for Tools/bench, and what libraries and kernel do alone; no product.
        .executableTarget(
            name: "make-bench-data", dependencies: ["Archiving", "Files", "PackageFormat", "Pipelining", "Sealing"],
            path: "Tools/make-bench-data",
            swiftSettings: strict),
        tests("FilesTests", ["Files"]),
        tests("SealingTests", ["Sealing"]),
        tests("PipeliningTests", ["Pipelining"]),
        tests("PackageFormatTests", ["PackageFormat", "Sealing"]),
        tests("ArchivingTests", ["TestCast", "Archiving", "PackageFormat", "Pipelining", "Sealing"]),
        tests("AgreementAuthoringTests", ["AgreementAuthoring", "PackageFormat", "Sealing"]),
        tests("ScreeningTests", ["TestCast", "Screening", "Files", "PackageFormat"]),
        tests(
            "StatisticalFilesTests",
            ["TestCast", "StatisticalFiles", "Screening", "CReadStat", "Files", "PackageFormat", "microvault"]),
        tests("SendingTests", ["TestCast", "Sending", "Screening", "PackageFormat", "Pipelining", "Sealing"]),
        tests("OpeningTests", ["TestCast", "Opening", "Sending", "Archiving", "PackageFormat", "Sealing"]),
        tests(
            "VectorTests",
            ["TestCast", "unvault", "CommandLineSupport", "Opening", "Files", "PackageFormat", "Sealing"]),
        tests("CustodyLogTests", ["TestCast", "CustodyLog", "Files", "PackageFormat", "Sealing"]),
        tests("ErasingTests", ["TestCast", "Erasing", "Files", "PackageFormat", "Sealing"]),
        tests(
            "CustodyTests",
            [
                "TestCast", "Custody", "CustodyLog", "Erasing", "Opening", "Files", "PackageFormat", "Pipelining",
                "Sealing",
            ]
        ),
        tests(
            "DeadlineRegisterTests",
            ["TestCast", "DeadlineRegister", "CustodyLog", "Files", "PackageFormat", "Sealing", database]),
        tests("CommandTests", ["CustodyLog", "PackageFormat", "Sealing", "Sending", "Archiving"]),
    ]
)
