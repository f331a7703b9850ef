import CYAML
public import Wire

/// What a YAML or JSON file says, and where each name and value of it stands.
///
/// The places are there so that whoever reads the value can name the line of what it does not
/// know:
///
///     let file = try YAML.read(bytes)
///     for member in file.value.members where !known.contains(member.name) {
///         throw YAMLError(place: file.place(ofName: [.name(member.name)]), words: "…")
///     }
public struct YAML: Sendable {
    /// How many bytes a file may have.
    public static let bytesMax = 16 << 20
    /// How many lists and objects may stand inside each other.
    public static let depthMax = JSONReader.depthMax

    /// The value: numbers exact, members in the order written, no name twice.
    public let value: JSON
    let places: Places

    /// Reads a file, YAML or JSON.
    ///
    /// Plain words are what the core schema of YAML 1.2 makes of them, so `no` is a text. Anchors,
    /// tags, names that are not text, repeated names and a second document are refused. So is a
    /// plain number that would lose its `+` or its leading zeros, as phone and account numbers do:
    /// it belongs in quotes. An empty file is `null`.
    ///
    /// - Returns: the value and its places.
    /// - Throws: ``YAMLError`` with the place of the first thing that cannot be read.
    public static func read(_ bytes: [UInt8]) throws(YAMLError) -> YAML {
        guard bytes.count <= bytesMax else {
            throw YAMLError(place: .start, words: "the file is larger than \(bytesMax) bytes")
        }
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        guard let jsonError = JSONText.error(in: text) else { return try JSONText.read(text) }
        do throws(YAMLError) {
            return try YAMLBuilder.read(text)
        } catch {
            throw JSONText.isMeant(text, error: jsonError) ? YAMLError(jsonError, in: text) : error
        }
    }

    init(_ node: YAMLNode) {
        value = node.value
        places = node.places
    }
}

/// Builds the value from the events of the parser.
private struct YAMLBuilder {
    private let events: YAMLEvents
    private var depth = 0

    static func read(_ text: [UInt8]) throws(YAMLError) -> YAML {
        var builder = YAMLBuilder(events: try YAMLEvents(text))
        return YAML(try builder.document())
    }

    private init(events: YAMLEvents) {
        self.events = events
    }

    /// The one document of the file.
    private mutating func document() throws(YAMLError) -> YAMLNode {
        _ = try events.next()  // The beginning of the stream.
        guard try events.next().kind == .documentStart else { return .null }
        let node = try node(try events.next())
        _ = try events.next()  // The end of the document.
        let end = try events.next()
        guard end.kind == .streamEnd else {
            throw YAMLError(place: end.place, words: "a file holds one document only")
        }
        return node
    }

    private mutating func node(_ event: YAMLEvents.Event) throws(YAMLError) -> YAMLNode {
        switch event.kind {
        case .scalar(let text, let isPlain):
            let value = isPlain ? try JSON(plain: text, at: event.place) : .string(text)
            return YAMLNode(value: value, places: Places(value: event.place))
        case .listStart:
            return try nested(event) { builder throws(YAMLError) in
                try builder.list(at: event.place)
            }
        case .objectStart:
            return try nested(event) { builder throws(YAMLError) in
                try builder.object(at: event.place)
            }
        default:
            throw YAMLError(place: event.place, words: "a value is expected")
        }
    }

    private mutating func nested(
        _ event: YAMLEvents.Event, _ content: (inout YAMLBuilder) throws(YAMLError) -> YAMLNode
    ) throws(YAMLError) -> YAMLNode {
        guard depth < YAML.depthMax else {
            throw YAMLError(place: event.place, words: JSONError.What.tooDeep.rawValue)
        }
        depth += 1
        defer { depth -= 1 }
        return try content(&self)
    }

    private mutating func list(at place: YAML.Place) throws(YAMLError) -> YAMLNode {
        var items: [YAMLNode] = []
        var event = try events.next()
        while event.kind != .end {
            items.append(try node(event))
            event = try events.next()
        }
        return YAMLNode(list: items, at: place)
    }

    private mutating func object(at place: YAML.Place) throws(YAMLError) -> YAMLNode {
        var members = YAMLMembers()
        var event = try events.next()
        while event.kind != .end {
            guard case .scalar(let name, _) = event.kind else {
                throw YAMLError(place: event.place, words: "a name must be text")
            }
            try members.begin(name, at: event.place)
            members.end(try node(try events.next()))
            event = try events.next()
        }
        return YAMLNode(object: members, at: place)
    }
}

/// The events of libyaml's parser over one text.
///
/// It is `@safe` because the parser and the bytes it reads are its own, freed when it is, and
/// every event is copied out and freed before ``next()`` returns.
@safe
private final class YAMLEvents {
    enum Kind: Equatable {
        case streamStart, streamEnd, documentStart, documentEnd
        case scalar(String, isPlain: Bool)
        case listStart, objectStart
        /// The end of a list or an object.
        case end
    }

    struct Event {
        var kind: Kind
        var place: YAML.Place
    }

    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let text: [UInt8]

    init(_ text: [UInt8]) throws(YAMLError) {
        self.text = text
        unsafe input = .allocate(capacity: text.count)
        _ = unsafe input.initialize(fromContentsOf: text)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            throw YAMLError(place: .start, words: "there is no memory to read the file")
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event.
    func next() throws(YAMLError) -> Event {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw error }
        defer { unsafe yaml_event_delete(&event) }
        let place = unsafe YAML.Place(event.start_mark)
        return Event(kind: try unsafe kind(of: event, at: place), place: place)
    }

    @unsafe
    private func kind(of event: yaml_event_t, at place: YAML.Place) throws(YAMLError) -> Kind {
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            try refuse(anchor: unsafe start.anchor != nil, tag: unsafe start.tag != nil, at: place)
            return .listStart
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            try refuse(anchor: unsafe start.anchor != nil, tag: unsafe start.tag != nil, at: place)
            return .objectStart
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            try refuse(
                anchor: unsafe scalar.anchor != nil, tag: unsafe scalar.tag != nil, at: place)
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            return .scalar(unsafe String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
        default:
            throw YAMLError(place: place, words: "aliases are not supported")
        }
    }

    private func refuse(anchor: Bool, tag: Bool, at place: YAML.Place) throws(YAMLError) {
        if anchor { throw YAMLError(place: place, words: "anchors are not supported") }
        if tag {
            throw YAMLError(place: place, words: "tags are not supported: use quotes for text")
        }
    }

    /// What the parser stumbled over; bytes that are no text have an offset instead of a mark.
    private var error: YAMLError {
        let problem = unsafe parser.pointee.problem
        let words = unsafe problem.map { unsafe String(cString: $0) } ?? "the file cannot be read"
        guard unsafe parser.pointee.error == YAML_READER_ERROR else {
            return YAMLError(place: unsafe YAML.Place(parser.pointee.problem_mark), words: words)
        }
        let offset = unsafe parser.pointee.problem_offset
        return YAMLError(place: YAML.Place(offset: offset, in: text), words: words)
    }
}

extension YAML.Place {
    /// libyaml counts from 0.
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
