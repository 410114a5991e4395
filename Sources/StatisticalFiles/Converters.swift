import CReadStat

/// The C library loads a character set from a file when it is first asked for, which the filter forbids. So all that
/// ReadStat may ask for are opened before it, and stay open. Not among them are the stateful ones (ISO-2022, UTF-7, HZ,
/// EBCDIC), which no current program writes: a file in one of them is refused.
enum Converters {
    static func load() {
        // Each converter lives as long as the process.
        for name in names { _ = iconv_open("UTF-8", name) }
    }

    /// As ReadStat 1.1.8 spells them (`_charset_table` of its SPSS and SAS readers); what this C library does not know,
    /// it does not know under the filter either.
    private static let names =
        ["UTF-8", "US-ASCII", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "KOI8-R", "KOI8-U"]
        + (1250...1258).map { "WINDOWS-\($0)" }
        + [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15].map { "ISO-8859-\($0)" }
        + [
            437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 874, 921, 922, 932,
            942, 949, 950, 1129, 1361, 1381,
        ].map { "CP\($0)" }
        + [
            "SHIFT-JIS", "SHIFT_JISX0213", "ISO-IR-58", "ISO-IR-149", "BIG-5", "GBK", "GB18030", "WINDOWS-936",
            "EUC-JP", "EUC-KR", "EUC-TW", "MACROMAN", "MACCYRILLIC", "MACUKRAINE", "MACCENTRALEUROPE",
        ]
}
