import HTTP
import SmartCollect
import Storage
import Wire

/// Tells whoever waits or watches of what has happened, once it is certain to have.
///
/// What happens in a pass of the loop is noted as it happens; nobody is told before the pass is
/// committed, and nobody at all when it is not. Then each waiter is found by what it waits for, so
/// it costs nothing that others wait for something else.
final class Watch {
    private unowned let sandbox: Sandbox
    private var news: [Item] = []
    private var requests: [(Journal.Entry, Books)] = []
    private var waiters = Waiters()
    private var streams = Streams()

    /// Something new, and how much had been undone when it was noted.
    private struct Item {
        let news: News
        let books: Books
        let undoings: Int
    }

    init(of sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    // MARK: What happens

    func note(_ news: News, _ books: Books) {
        // Of a credit only those are told who watch by now.
        if case .credit = news, streams.isEmpty { return }
        self.news.append(Item(news: news, books: books, undoings: sandbox.store.undoings))
    }

    func note(_ request: Journal.Entry, _ books: Books) {
        guard streams.isWatched(books.key) else { return }
        requests.append((request, books))
    }

    /// The pass is lost: nothing of it has happened.
    func forget() {
        news.removeAll(keepingCapacity: true)
        requests.removeAll(keepingCapacity: true)
    }

    /// The pass is committed.
    func tell() {
        guard !news.isEmpty || !requests.isEmpty else { return }
        // Telling may make an answer of which somebody else is to be told.
        let (news, requests) = (news, requests)
        forget()
        for (entry, books) in requests {
            stream("request", of: books) { $0.journalEntry(entry, sandbox) }
        }
        for item in news {
            tell(item.news, item.books, isSure: item.undoings == sandbox.store.undoings)
        }
    }

    /// What has happened while nothing at all was undone since then is sure to have.
    private func tell(_ news: News, _ books: Books, isSure: Bool) {
        // What happened in books that were given up later in the pass is nobody's any more.
        guard sandbox.store.books(of: books.key) === books else { return }
        do {
            switch news {
            case .events(let records):
                guard let first = records.first,
                    try isSure || books.event(first.event.id) == first
                else { return }
                try tell(records, books)
            case .delivery(let delivery): try tell(delivery, books)
            case .credit(let record):
                guard streams.isWatched(books.key) else { return }
                if !isSure { _ = try books.credit(record.id) }
                let view = try CreditView(record, of: books)
                stream("credit", of: books) { $0.credit(view) }
            case .disabled(let id):
                guard streams.isWatched(books.key) else { return }
                let webhook = try books.webhook(id)
                stream("webhook", of: books) { $0.webhook(webhook, of: books.merchant) }
            }
        } catch {
            // It was undone after all, or the merchant is gone: there is nothing to tell.
        }
    }

    private func tell(_ records: [EventRecord], _ books: Books) throws {
        let goesToSink = try books.webhooks().isEmpty
        if goesToSink {
            let bench = sandbox.bench(of: books)
            for record in records {
                bench.sinks.take(record.event.id, at: record.event.createdAt)
            }
        }
        guard !waiters.isEmpty || !streams.isEmpty else { return }
        for record in records {
            serve(record, books, isDelivered: false)
            if goesToSink { serve(record, books, isDelivered: true) }
            guard streams.isWatched(books.key) else { continue }
            let body = try books.body(of: record.event.id)
            stream("event", id: record.event.id, of: books) { json in
                json.object { $0.event(record, body: body) }
            }
        }
    }

    private func tell(_ delivery: Delivery, _ books: Books) throws {
        let isWaitedFor = delivery.status == .delivered && waiters.areWaiting(books.key)
        guard isWaitedFor || streams.isWatched(books.key) else { return }
        let record = try books.event(delivery.eventID)
        if isWaitedFor { serve(record, books, isDelivered: true) }
        stream("delivery", of: books) { $0.delivery(delivery, of: record.event.name) }
    }

    // MARK: Waiting

    /// Lets a request wait for events.
    func wait(_ waiter: Waiter) { waiters.add(waiter) }

    private func serve(_ record: EventRecord, _ books: Books, isDelivered: Bool) {
        for waiter in waiters.served(by: record, of: books.key, isDelivered: isDelivered) {
            guard let response = try? waiter.answer(books) else { continue }
            sandbox.server?.answer(waiter.ticket, with: response)
        }
    }

    /// The answer to a request that has waited in vain; nil for one that waited for no event.
    func expired(_ ticket: Ticket) -> HTTPResponse? {
        guard let waiter = waiters.remove(ticket),
            let books = sandbox.store.books(of: waiter.merchant)
        else { return nil }
        return try? waiter.disappointment(books)
    }

    /// A client has left.
    func gone(_ ticket: Ticket) {
        _ = waiters.remove(ticket)
        streams.remove(ticket)
    }

    // MARK: Streams

    /// Begins a stream of all that happens to a merchant.
    func watch(_ books: Books, _ ticket: Ticket) { streams.add(ticket, of: books.key) }

    /// Sends a line that means nothing on every stream, so that nobody takes it for dead.
    func beat() {
        sandbox.server?.send(ServerSentEvent.beat, to: streams.all)
    }

    private func stream(
        _ name: String, id: ID<Event>? = nil, of books: Books, _ write: (inout JSONWriter) -> Void
    ) {
        let tickets = streams.watching(books.key)
        guard !tickets.isEmpty else { return }
        var writer = JSONWriter(reserving: 2048)
        write(&writer)
        let event = ServerSentEvent.bytes(name, id: id?.wire, data: writer.bytes)
        sandbox.server?.send(event, to: tickets)
    }
}
