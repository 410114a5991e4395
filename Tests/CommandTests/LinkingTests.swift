import Glibc
import Testing

/// What the release `unvault` links: a stranger's security team has to approve each of these.
@Suite struct LinkingTests {
    private static let path = "\(BuiltTools.root)/.build/release/unvault"
    private static let isBuilt = access(path, X_OK) == 0

    private static let allowed: Set<String> = [
        "libsodium", "libarchive", "libzstd",
        // The C library and the compiler's.
        "libc", "libm", "libgcc_s", "libstdc++", "libpthread", "libdl", "ld-linux-x86-64", "ld-linux-aarch64",
    ]

    @Test(.enabled(if: isBuilt, "the release unvault was not built; \"make test\" does"))
    func releaseToolLinksNothingElse() throws {
        let needed = try ElfFile(Self.path).neededLibraries
        #expect(!needed.isEmpty)
        let names = needed.map { String($0.split(separator: ".").first ?? "") }
        for library in ["libsodium", "libarchive", "libzstd"] { #expect(names.contains(library)) }
        let others = names.filter { !Self.allowed.contains($0) }
        #expect(others.isEmpty, "\(others)")
    }

    /// The Swift runtime is part of the file; of Foundation only the small part, which has no tables of Unicode's data.
    @Test(.enabled(if: isBuilt, "the release unvault was not built; \"make test\" does"))
    func nothingLargeComesAlong() throws {
        let loaded = try Scratch().succeed("ldd", Self.path).out
        #expect(loaded.contains("libsodium"))
        for library in ["libswift", "libFoundation", "_FoundationICU", "sqlite", "yaml", "curl"] {
            #expect(!loaded.contains(library), "\(library)")
        }
        #expect(!loaded.contains("not found"), "\(loaded)")
        var status = stat()
        #expect(stat(Self.path, &status) == 0 && status.st_size < 64 << 20)
        for name in ["FoundationInternationalization", "FoundationNetworking", "icudt"] {
            #expect(try Scratch().run(["grep", "-qaF", name, Self.path]).status == 1, "\(name)")
        }
        #expect(try Scratch().run(["grep", "-qaF", "FoundationEssentials", Self.path]).status == 0)
    }
}

/// The dynamic section of a 64-bit little-endian ELF file (System V ABI, chapter 5).
private struct ElfFile {
    private let bytes: [UInt8]

    init(_ path: String) throws {
        bytes = try #require(Scratch.contents(path))
        try #require(bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]))
    }

    private func integer(_ offset: Int, _ length: Int) -> Int {
        bytes[offset..<(offset + length)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// DT_NEEDED entries.
    var neededLibraries: [String] {
        let (table, size, count) = (integer(40, 8), integer(58, 2), integer(60, 2))
        for section in 0..<count where integer(table + section * size + 4, 4) == 6 {
            let dynamic = table + section * size
            let (start, length, link) = (integer(dynamic + 24, 8), integer(dynamic + 32, 8), integer(dynamic + 40, 4))
            let strings = integer(table + link * size + 24, 8)
            return stride(from: start, to: start + length, by: 16).compactMap { entry in
                guard integer(entry, 8) == 1 else { return nil }
                return String(decoding: bytes[(strings + integer(entry + 8, 8))...].prefix { $0 != 0 }, as: UTF8.self)
            }
        }
        return []
    }
}
