import Glibc

// Data for Tools/bench, the same bytes for the same seed and size, and what one core does with the primitives:
//
//   make-bench-data survey FOLDER BYTES SEED     households.csv, persons.csv, interviews.csv and regions.csv, BYTES in all
//   make-bench-data small FOLDER COUNT SEED      COUNT files of 6 KB, 500 to a folder
//   make-bench-data noise FILE BYTES SEED        bytes that do not compress
//   make-bench-data rates SECONDS                bytes for each second, a line for each kind of work
func makeFolder(_ path: String) {
    guard mkdir(path, 0o700) == 0 else { fail(path) }
}

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.count == 2, arguments[0] == "rates", let seconds = Int(arguments[1]), seconds > 0 {
    Rates.print(seconds: seconds)
} else {
    guard arguments.count == 4, let amount = Int(arguments[2]), amount > 0, let seed = UInt64(arguments[3]) else {
        fatalError("usage: make-bench-data survey|small|noise PATH AMOUNT SEED, or make-bench-data rates SECONDS")
    }
    switch arguments[0] {
    case "survey":
        makeFolder(arguments[1])
        Survey.write(into: arguments[1], bytes: amount, seed: seed)
    case "small":
        makeFolder(arguments[1])
        Survey.writeSmall(into: arguments[1], count: amount, seed: seed, makingFolder: makeFolder)
    case "noise": Noise.write(to: arguments[1], bytes: amount, seed: seed)
    default: fatalError("make-bench-data makes no \"\(arguments[0])\"")
    }
}
