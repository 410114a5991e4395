import Files
import Glibc
import PackageFormat
import Sealing

extension IOError: Worded {
    public var words: Words {
        switch code {
        case EEXIST:
            Words(
                .usage, "\(quoted(path)) exists already",
                hint: "name another place, or move it away first; nothing is ever replaced")
        case ENOENT where operation == .open || operation == .status:
            Words(.inputOutput, "\(quoted(path)) is not there", hint: "check the path")
        case EACCES, EPERM:
            Words(
                .inputOutput, "\(quoted(path)) cannot be \(verb): \(reason)",
                hint: "check its permissions, and those of its folder")
        case ENOSPC, EDQUOT:
            Words(
                .inputOutput, "no space is left for \(quoted(path))",
                hint: "free some space, or name a place on another disk; nothing was left behind")
        case EFBIG:
            Words(
                .inputOutput, "\(quoted(path)) would be larger than its file system or limit allows",
                hint: "name a place on another disk, or raise the limit")
        case ENOTSUP where operation == .create:
            Words(
                .usage, "the file system of \(quoted(path)) keeps no rights: others could read it there",
                hint: "name a place on another file system, as ext4 or xfs")
        case EISDIR: Words(.inputOutput, "\(quoted(path)) is a folder", hint: "name a file")
        case EINVAL where operation == .open:
            Words(.inputOutput, "\(quoted(path)) is not a regular file", hint: "copy it into a file first")
        case ENOTDIR: Words(.inputOutput, "\(quoted(path)) is not a folder", hint: "check the path")
        case ELOOP: Words(.inputOutput, "\(quoted(path)) is a symbolic link", hint: "name what it points to")
        default:
            Words(
                .inputOutput, "\(quoted(path)) cannot be \(verb): \(reason)",
                hint: "see to the disk or share that holds it, then run this again")
        }
    }

    private var verb: String {
        switch operation {
        case .open: "opened"
        case .read: "read"
        case .write: "written"
        case .sync: "synced to disk"
        case .create: "created"
        case .rename, .link: "given its name"
        case .remove: "removed"
        case .status: "looked at"
        case .list: "listed"
        case .lock: "locked"
        case .space: "measured"
        }
    }
}

extension KeyFileError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .notAKeyFile(let path):
            Words(
                .usage, "\(quoted(path)) is not a Microvault secret key file",
                hint: "name the file that \"microvault key new\" wrote")
        case .publicKey(let path):
            Words(
                .usage, "\(quoted(path)) is a public key; the secret key is wanted",
                hint: "name the .key file beside it")
        case .newerVersion(let path):
            Words(.newerTool, "\(quoted(path)) was written by a newer tool", hint: "update this tool")
        case .readableByOthers(let path, let mode):
            Words(
                .usage, "other users can read \(quoted(path)): its mode is \(octal(mode))",
                hint: "run \"chmod 600 \(shown(path))\"; if it lay open to others, make a new key instead")
        case .wrongKind(let path, let found, let expected):
            Words(
                .usage, "\(quoted(path)) is a \(found.inWords) key; a \(expected.inWords) key is wanted",
                hint: "name another key file")
        case .parameters(let path):
            Words(
                .notAuthentic, "\(quoted(path)) asks for more work than a key file may",
                hint: "take the key file from a backup")
        case .wrongPassphrase(let path):
            Words(
                .noKey, path.isEmpty ? "wrong passphrase" : "wrong passphrase for \(quoted(path))",
                hint: "type it again; nobody can recover a lost one")
        case .passphraseUnavailable(let path):
            Words(
                .usage, "\(quoted(path)) has a passphrase, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\"")
        case .outOfMemory(let bytes):
            Words(
                .failure, "the passphrase needs \(sized(bytes)) of memory, which this machine does not give",
                hint: "close other programs")
        case .interrupted: PassphraseFailure.interrupted.words
        }
    }

    private func octal(_ mode: mode_t) -> String { String(mode, radix: 8) }
}

extension PassphraseFailure: Worded {
    public var words: Words {
        switch self {
        case .unavailable:
            Words(
                .usage, "a passphrase is needed, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\", or choose \"--no-passphrase\"")
        case .interrupted: Words(.interrupted, "interrupted; nothing was left behind")
        case .empty: Words(.usage, "the passphrase is empty", hint: "type one, or choose \"--no-passphrase\"")
        case .twoDiffer: Words(.usage, "the two passphrases differ", hint: "run this again")
        case .tooLong: Words(.usage, "the passphrase is longer than 1,024 bytes", hint: "choose a shorter one")
        case .io(let error): error.words
        }
    }
}

extension KeyLine.Problem: Worded {
    public var words: Words { about("this key") }

    /// `name` is where the key line stands.
    public func about(_ name: String) -> Words {
        switch self {
        case .notAKeyLine:
            Words(
                .usage, "\(name) is not a Microvault public key line",
                hint: "it begins with \"microvault-signing\" or \"microvault-delivery\"")
        case .wrongKind(let expected, let found):
            Words(
                .usage, "\(name) is a \(found.inWords) key; a \(expected.inWords) key is wanted",
                hint: "give the other key")
        case .notBase64, .wrongLength: Words(.usage, "\(name) is cut short or altered", hint: "ask for it again")
        case .checksum:
            Words(.usage, "\(name) does not fit its checksum: a character is wrong", hint: "ask for it again")
        case .weakKey: Words(.notAuthentic, "\(name) is not a valid key", hint: "ask for a new one")
        }
    }
}

extension KeyKind {
    fileprivate var inWords: String {
        switch self {
        case .signing: "signing"
        case .delivery: "delivery"
        }
    }
}
