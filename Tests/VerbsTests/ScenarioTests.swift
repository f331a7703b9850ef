import Documents
import Testing
import Verbs

/// All that can be known of a scenario before it runs is known, with its place.
struct ScenarioTests {
    private func scenario(_ text: String) throws -> Scenario {
        try Scenario(reading: YAML.read(Array(text.utf8)))
    }

    @Test func `steps are told in a few words`() throws {
        let scenario = try scenario(
            """
            name: All kinds of steps
            steps:
              - settings: {fee_cap: null, billing_label: Orchid Traders}
              - clock: {set: 1767225600, freeze: true}
              - {call: GET  /v1/payments, save: {first: "$.items[0].id"}}
              - {name: a payment, credit: {to: {vpa: a@b}, amount: 500, mode: UPI}}
              - credit: {to: {vpa: "${first}"}, amount: 500, mode: UPI}
              - advance: 25h
              - expect: {status: 200}
              - wait_for: {event: payment.captured, entity_id: "${first}", timeout: 5s}
              - wait_for: {delivered: true}
            """)
        #expect(scenario.name == "All kinds of steps")
        #expect(
            scenario.steps.map(\.title) == [
                "settings fee_cap, billing_label", "set 1767225600, freeze true",
                "GET /v1/payments", "a payment", "credit 500 paise by UPI", "advance 25h",
                "expect", "wait for payment.captured", "wait for any event",
            ])
        #expect(scenario.steps.map(\.place.line) == Array(3...11))
    }

    @Test(arguments: [
        ("", 1, 1, "a scenario must have names and values"),
        ("steps: []", 1, 1, "name is missing"), ("name: [a]\nsteps: []", 1, 7, "name must be text"),
        ("name: a", 1, 1, "a scenario has at least one step"),
        ("name: a\nsteps: {}", 2, 8, "steps must be a list"),
        ("name: a\nvars: {}", 2, 1, "a scenario has no vars; known are name, steps"),
        ("name: a\nsteps: [a, b]\nsteps: []", 3, 1, "the name \"steps\" stands here twice"),
    ])
    func `a file that is no scenario`(text: String, line: Int, column: Int, words: String) {
        #expect(throws: YAMLError(place: YAML.Place(line: line, column: column), words: words)) {
            try scenario(text)
        }
    }

    @Test(arguments: [
        ("- call", 2, 5, "a step must have names and values"),
        (
            "- cal: GET /", 2, 5,
            "a step has no cal; known are call, credit, advance, clock, settings, wait_for, "
                + "body, form, headers, name, expect, save"
        ),
        ("- name: a", 2, 5, "a step has one of call, credit, advance, clock, settings, wait_for"),
        (
            "- wait_for: {evnt: a}", 2, 16,
            "wait_for has no evnt; known are event, entity_id, delivered, count, since, timeout"
        ),
        ("- expect: {}", 2, 5, "there is no answer yet to look at"),
        ("- {advance: 1h, credit: {}}", 2, 5, "a step does one thing, not credit and advance"),
        ("- {advance: 1h, body: {}}", 2, 19, "body belongs to a call"),
        ("- {expect: {}, headers: {a: b}}", 2, 18, "headers belongs to a call"),
        ("- call: [GET, /]", 2, 11, "call must be text"),
        ("- call: GET", 2, 11, "a call is a method and a path, such as GET /v1/payments"),
        ("- call: get /v1", 2, 11, "a call is a method and a path, such as GET /v1/payments"),
        ("- call: GET v1", 2, 11, "a call is a method and a path, such as GET /v1/payments"),
        ("- {call: GET /, body: {}, form: {}}", 2, 5, "a call has a body or a form, not both"),
        ("- {call: GET /, headers: {a: [b]}}", 2, 32, "a must be text"),
        ("- {advance: 1h, expect: [200]}", 2, 27, "expect must have names and values"),
        (
            "- {advance: 1h, expect: {bodi: {}}}", 2, 28,
            "expect has no bodi; known are status, body"
        ),
        ("- {advance: 1h, expect: {status: ok}}", 2, 36, "a status is a number from 100 to 599"),
        ("- {advance: 1h, expect: {status: 20}}", 2, 36, "a status is a number from 100 to 599"),
        (
            "- {advance: 1h, save: {va: id}}", 2, 30,
            "what is saved is named by a path such as $.items[0].id"
        ),
        (
            "- {advance: 1h, save: {va: '$.items[a]'}}", 2, 30,
            "what is saved is named by a path such as $.items[0].id"
        ),
        (
            "- {advance: 1h, save: {a-b: $.id}}", 2, 26,
            "a variable's name has letters, digits and _"
        ),
        ("- call: GET /${va}", 2, 11, "there is no ${va}; nothing has been saved before"),
        (
            "- {advance: 1h, save: {va: $.id, b: $.b}}\n  - call: GET /${va}/${vb}", 3, 11,
            "there is no ${vb}; saved so far: va, b"
        ),
        (
            "- advance: 1h\n    save: {va: $.id}\n    expect: {body: {a: ['x${va}']}}", 4, 25,
            "there is no ${va}; nothing has been saved before"
        ),
        (
            "- {advance: 1h, expect: {body: {id: $some}}}", 2, 39,
            "$some is none of $any, $absent and no ${name}"
        ),
        (
            "- {advance: 1h, expect: {body: {id: {$match: a}}}}", 2, 40,
            "a matcher stands alone and is one of $matches, $length, $contains"
        ),
        (
            "- {advance: 1h, expect: {body: {id: {$matches: a, b: c}}}}", 2, 40,
            "a matcher stands alone and is one of $matches, $length, $contains"
        ),
        (
            "- {advance: 1h, expect: {body: {id: {$matches: '[a'}}}}", 2, 50,
            "[a is no regular expression"
        ),
        (
            "- {advance: 1h, expect: {body: {id: {$matches: 5}}}}", 2, 50,
            "$matches takes a regular expression"
        ),
        (
            "- {advance: 1h, expect: {body: {id: {$length: -1}}}}", 2, 49,
            "$length takes a number"
        ),
        (
            "- {advance: 1h, expect: {body: {id: {$contains: {}}}}}", 2, 51,
            "$contains takes a list"
        ),
    ])
    func `a step that cannot be`(text: String, line: Int, column: Int, words: String) {
        let place = YAML.Place(line: line + 1, column: column)
        #expect(throws: YAMLError(place: place, words: words)) {
            try scenario("name: a\nsteps:\n  " + text)
        }
    }
}
