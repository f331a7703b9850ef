import HTTP
import SmartCollect
import Storage
import Wire

/// How the next deliveries to a webhook go wrong on purpose.
enum BehaviourRoutes {
    static let all = [
        Route(.post, "/_sandbox/webhooks/:id/behaviour", set),
        Route(.get, "/_sandbox/webhooks/:id/behaviour") { show(try webhook($0).behaviour) },
        Route(.delete, "/_sandbox/webhooks/:id/behaviour", clear),
    ]

    private static func set(_ call: Call) throws -> Reply {
        let behaviour = try Behaviour(reading: call.controlBody())
        try call.books.set(behaviour, of: webhook(call))
        return show(behaviour)
    }

    private static func clear(_ call: Call) throws -> Reply {
        try call.books.set(nil, of: webhook(call))
        return show(nil)
    }

    private static func webhook(_ call: Call) throws -> Webhook {
        try call.books.webhook(call.id())
    }

    /// What is left of a behaviour; nothing is left of one that has befallen all that it was to.
    private static func show(_ behaviour: Behaviour?) -> Reply {
        .value(behaviour?.json ?? ["do": nil, "next": 0])
    }
}
