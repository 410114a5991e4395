import Files
import Glibc

// Data for Tools/bench, the same bytes for the same seed and size, and what libraries and kernel do alone:
//
//   make-bench-data survey FOLDER BYTES SEED     households.csv, persons.csv, interviews.csv and regions.csv, BYTES in all
//   make-bench-data small FOLDER COUNT SEED      COUNT files of 6 KB, 500 to a folder
//   make-bench-data noise FILE BYTES SEED        bytes that do not compress
//   make-bench-data rates SECONDS                bytes for each second, a line for each kind of work
//   make-bench-data bare-pack EXTRACT FOLDER     seconds; the FOLDER is made and stays
//   make-bench-data bare-open EXTRACT FOLDER     packs, then the seconds for opening that
func makeFolder(_ path: String) {
    guard mkdir(path, 0o700) == 0 else { fail(path) }
}

func number<Value: FixedWidthInteger>(_ text: String) -> Value {
    guard let value = Value(text), value > 0 else { fatalError("make-bench-data: \(text) is no number above 0") }
    return value
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("survey", 4):
    makeFolder(arguments[1])
    Survey.write(into: arguments[1], bytes: number(arguments[2]), seed: number(arguments[3]))
case ("small", 4):
    makeFolder(arguments[1])
    Survey.writeSmall(
        into: arguments[1], count: number(arguments[2]), seed: number(arguments[3]), makingFolder: makeFolder)
case ("noise", 4): Noise.write(to: arguments[1], bytes: number(arguments[2]), seed: number(arguments[3]))
case ("rates", 2): Rates.print(seconds: number(arguments[1]))
case ("bare-pack", 3), ("bare-open", 3):
    do throws(IOError) {
        print(try Bare(of: arguments[1], in: arguments[2]).seconds(opens: arguments[0] == "bare-open"))
    } catch { fatalError("\(error)") }
default:
    fatalError(
        "usage: make-bench-data survey|small|noise PATH AMOUNT SEED | rates SECONDS | bare-pack|bare-open EXTRACT FOLDER"
    )
}
