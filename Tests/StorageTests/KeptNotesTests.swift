import SmartCollect
import Testing

@testable import Storage

/// What is kept of notes, and what is read back.
struct KeptNotesTests {
    static let samples: [[(String, String)]] = [
        [],
        [("block", "C")],
        [("block", "C"), ("flat", "12"), ("tenant", "Nila Rao")],
        [("", "")],
        [("only a key", ""), ("", "only a value")],
        [("naïve", "₹ 619 – “rent”"), ("{", "}")],
        [("separator", "a\u{1F}b")],
        [("\u{1F}", "\u{1F}\u{1F}"), ("NUL", "\0")],
        (0..<15).map { ("key \($0)", String(repeating: "v", count: $0 * 30)) },
    ]

    @Test(arguments: samples.indices)
    func `notes come back as they were`(sample: Int) {
        let notes = Notes(known: Self.samples[sample].map { Notes.Entry(key: $0, value: $1) })
        let kept = String(decoding: KeptNotes.text(of: notes), as: UTF8.self)
        #expect(KeptNotes.notes(in: kept) == notes)
    }

    @Test func `notes that an earlier version kept as JSON are read`() {
        let notes = KeptNotes.notes(in: #"{"block":"C","flat":"12"}"#)
        #expect(notes.entries.map(\.key) == ["block", "flat"])
        #expect(notes.entries.map(\.value) == ["C", "12"])
    }

    @Test func `no notes take no room`() {
        #expect(KeptNotes.text(of: Notes()).isEmpty)
    }
}
