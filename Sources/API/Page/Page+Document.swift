extension Page {
    /// The page itself; the merchant it begins with stands in `data-` attributes, escaped.
    static func document(keyID: String, secret: String, version: String) -> String {
        #"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Smart Collect Sandbox</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/_sandbox/page.css">
        <script type="module" src="/_sandbox/page.js"></script>
        <body data-key="\#(escape(keyID))" data-secret="\#(escape(secret))">
        <header>
          <h1>Smart Collect Sandbox <small>\#(escape(version))</small></h1>
          <form id="merchant">
            <label>Merchant <input id="key" list="keys" spellcheck="false" required></label>
            <datalist id="keys"></datalist>
            <label>Secret <input id="secret" type="password" autocomplete="off" required></label>
            <button>Use</button>
          </form>
          <div id="clock">
            <time id="now"></time>
            <button data-advance="1h">+1 h</button>
            <button data-advance="1d">+1 d</button>
            <button data-advance="91d">+91 d</button>
            <button id="freeze">Freeze</button>
          </div>
          <output id="books" title="GET /_sandbox/ledger"></output>
          <button id="reset" class="grave">Reset</button>
        </header>
        <p id="faults" class="notice" hidden><span></span> <button>Clear them</button></p>
        <p id="trouble" class="notice grave" role="alert" hidden></p>
        <main>
          <section id="pay">
            <h2>Let money arrive</h2>
            <form id="credit">
              <label class="wide">To <input name="to" list="targets" required spellcheck="false"
                placeholder="va_…, account number or VPA"></label>
              <datalist id="targets"></datalist>
              <label>Amount, ₹ <input name="amount" inputmode="decimal" required
                pattern="[0-9]{1,10}([.][0-9]{1,2})?" placeholder="619.00"></label>
              <label>Rail <select name="mode">
                <option>NEFT<option>RTGS<option>IMPS<option>UPI</select></label>
              <details class="wide">
                <summary>Payer, reference, settlement</summary>
                <label>Payer's name <input name="name"></label>
                <label>Account number <input name="account_number" spellcheck="false"></label>
                <label>IFSC <input name="ifsc" spellcheck="false"></label>
                <label>VPA <input name="vpa" spellcheck="false"></label>
                <label>Account type <select name="account_type">
                  <option value="">any<option>savings<option>current<option>nre</select></label>
                <label>UTR <input name="utr" spellcheck="false"></label>
                <label>Narration <input name="narration"></label>
                <label>Settles <select name="settle">
                  <option value="">at once<option value="next_batch">with the next batch</select>
                </label>
                <label class="check"><input type="checkbox" name="anonymous"> payer not shared
                  by the bank</label>
                <label class="check"><input type="checkbox" name="ignore_limits"> ignore the
                  rail's limits</label>
                <label class="check"><input type="checkbox" name="allow_duplicate_utr"> may repeat
                  a UTR</label>
              </details>
              <button class="main wide">Send</button>
            </form>
            <div id="outcome" aria-live="polite"></div>
          </section>
          <section id="books-of">
            <nav role="tablist">
              <button role="tab" data-tab="accounts">Accounts</button>
              <button role="tab" data-tab="payments">Payments</button>
              <button role="tab" data-tab="credits">Credits</button>
              <button role="tab" data-tab="events">Events</button>
              <button role="tab" data-tab="deliveries">Deliveries</button>
              <button role="tab" data-tab="webhooks">Webhooks</button>
              <button role="tab" data-tab="requests">Requests</button>
            </nav>
            <form id="account" class="row" data-of="accounts" hidden>
              <input name="description" placeholder="Description" aria-label="Description">
              <label class="check"><input type="checkbox" name="bank_account" checked>
                bank account</label>
              <label class="check"><input type="checkbox" name="vpa"> VPA</label>
              <input name="payer_ifsc" placeholder="Only from IFSC" aria-label="Only from IFSC"
                spellcheck="false">
              <input name="payer_account" placeholder="and account" aria-label="and account"
                spellcheck="false">
              <button>Open an account</button>
            </form>
            <form id="webhook" class="row" data-of="webhooks" hidden>
              <input name="url" type="url" placeholder="http://127.0.0.1:8080/hook"
                aria-label="URL" required>
              <input name="secret" type="password" placeholder="Secret" aria-label="Secret"
                autocomplete="off" required>
              <button>Register</button>
            </form>
            <div id="list" role="tabpanel" tabindex="0"></div>
          </section>
        </main>
        <dialog id="ask"><form method="dialog"><p></p>
          <input id="answer" aria-label="Amount, ₹" inputmode="decimal">
          <menu><button value="">Cancel</button><button value="yes" class="main">Yes</button></menu>
        </form></dialog>
        </body>
        </html>

        """#
    }

    /// Text that cannot be markup.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
