import HTTP
import SmartCollect
import Storage

/// Tells whoever waits of what has happened, once it is certain to have.
///
/// What happens in a pass of the loop is noted as it happens; nobody is told before the pass is
/// committed, and nobody at all when it is not. Then each waiter is found by what it waits for, so
/// it costs nothing that others wait for something else.
final class Watch {
    private unowned let sandbox: Sandbox
    private var news: [(news: News, books: Books, undoings: Int)] = []
    private var waiters = Waiters()

    init(of sandbox: Sandbox) {
        self.sandbox = sandbox
    }

    // MARK: What happens

    func note(_ news: News, _ books: Books) {
        self.news.append((news, books, sandbox.store.undoings))
    }

    /// The pass is lost: nothing of it has happened.
    func forget() {
        news.removeAll(keepingCapacity: true)
    }

    /// The pass is committed.
    func tell() {
        guard !news.isEmpty else { return }
        // Telling may make an answer of which somebody else is to be told.
        let news = news
        forget()
        for one in news {
            tell(one.news, one.books, isSure: one.undoings == sandbox.store.undoings)
        }
    }

    /// What has happened while nothing at all was undone since then is sure to have.
    private func tell(_ news: News, _ books: Books, isSure: Bool) {
        do {
            switch news {
            case .event(let record):
                guard try isSure || books.event(record.event.id) == record else { return }
                try tell(record, books)
            case .delivery(let delivery): try tell(delivery, books)
            case .credit, .disabled: break
            }
        } catch {
            // It was undone after all, or the merchant is gone: there is nothing to tell.
        }
    }

    private func tell(_ record: EventRecord, _ books: Books) throws {
        let goesToSink = try books.webhooks().isEmpty
        if goesToSink {
            sandbox.bench(of: books).sinks.take(record.event.id, at: record.event.createdAt)
        }
        serve(record, books, isDelivered: false)
        if goesToSink { serve(record, books, isDelivered: true) }
    }

    private func tell(_ delivery: Delivery, _ books: Books) throws {
        guard delivery.status == .delivered, waiters.areWaiting(books.key) else { return }
        serve(try books.event(delivery.eventID), books, isDelivered: true)
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
    }
}
