import SmartCollect

/// What can happen at one stroke: the events that tell of it, in their order.
///
/// A happening is kept once, whatever the number of its events.
enum Happening: Int64, CaseIterable {
    case accountOpened = 1
    case accountClosed
    case accountCredited
    case paymentHeld
    case refundCreated
    case refundCreatedAtOtherSpeed
    case refundMade
    case refundMadeAtOtherSpeed
    case refundProcessed
    case refundFailed
    /// An account was opened under an id that was chosen for it, and that tells nothing of when.
    case pinnedAccountOpened

    var names: [EventName] {
        switch self {
        case .accountOpened, .pinnedAccountOpened: [.virtualAccountCreated]
        case .accountClosed: [.virtualAccountClosed]
        case .accountCredited: [.paymentAuthorized, .paymentCaptured, .virtualAccountCredited]
        case .paymentHeld: [.paymentAuthorized]
        case .refundCreated: [.refundCreated]
        case .refundCreatedAtOtherSpeed: [.refundCreated, .refundSpeedChanged]
        case .refundMade: [.refundCreated, .refundProcessed]
        case .refundMadeAtOtherSpeed: [.refundCreated, .refundSpeedChanged, .refundProcessed]
        case .refundProcessed: [.refundProcessed]
        case .refundFailed: [.refundFailed]
        }
    }

    /// Of which kinds an index tells whose they are, in SQL: an opening needs none, for it is what
    /// happened first after the account got its id.
    static let isNoOpening = "kind <> \(Happening.accountOpened.rawValue)"

    /// How many ids a happening sets aside for its events: a power of two, so that the place of
    /// an event is told by its last bits.
    static let eventsMax: Int64 = 4
}

extension ID where Entity == Event {
    /// The id of one of a happening's events, whose places are counted from 0.
    ///
    /// They follow each other by a nanosecond and share their chance.
    init(_ happening: ID<Happening>, place: Int64) {
        self = happening.later(by: place)
    }

    /// Where the event stands among those of its happening: what its nanosecond leaves over four.
    var place: Int64 { nanoseconds & (Happening.eventsMax - 1) }

    /// The happening that the event is of.
    var happening: ID<Happening> { later(by: -place) }
}
