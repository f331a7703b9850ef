"""The page for people, in a real browser: what is clicked happens, what happens is shown, and
whatever stands in the books is shown as text."""

import contextlib
import json
import shutil
import urllib.parse
import urllib.request

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from sandbox import AXIS, DEFAULT_KEY, Merchant, Receiver, base62, payer, running
from tables import table

PATIENCE = 15
COLUMNS = {"paid": 3, "status": 4}


@pytest.fixture(scope="module")
def chromium():
    driver, browser = shutil.which("chromedriver"), shutil.which("chromium")
    if not driver or not browser:
        pytest.skip("Chromium is not here; `make test` installs it")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000",
                 "--disable-dev-shm-usage", "--no-proxy-server"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_script_timeout(PATIENCE)
    yield browser
    browser.quit()


class Page:
    """The page as a person uses it."""

    def __init__(self, browser, server, key=None):
        self.browser = browser
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get(server.url + "/")
        self.until(lambda: self.find("#secret").get_attribute("value"))
        if key:
            for name, value in zip(("key", "secret"), key, strict=True):
                self.find(f"#{name}").clear()
                self.find(f"#{name}").send_keys(value)
            self.press("Use")
        self.until(lambda: self.find("body").get_attribute("data-live") == (key or DEFAULT_KEY)[0])

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector="body"):
        return self.find(selector).text

    def until(self, holds):
        """Waits until it holds; a row that is drawn anew meanwhile is looked for again."""
        wait = WebDriverWait(self.browser, PATIENCE, 0.05, (WebDriverException, StopIteration, IndexError))
        return wait.until(lambda _: holds())

    def press(self, label):
        """Clicks a button; where it is drawn anew at that moment, the one that stands there now."""
        self.until(lambda: self.find_button(label).click() or True)

    def find_button(self, label):
        return next(button for button in self.browser.find_elements(By.CSS_SELECTOR, "button")
                    if button.text == label and button.is_displayed())

    def show(self, tab):
        self.press(tab)
        self.until(lambda: self.find(f'[data-tab="{tab.lower()}"]').get_attribute(
            "aria-selected") == "true" and self.find("#list > *"))

    def rows(self):
        return [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "td")]
                for row in self.browser.find_elements(By.CSS_SELECTOR, "#list tbody tr")]

    def fill(self, form, **fields):
        for name, value in fields.items():
            field = self.find(f"#{form} [name={name}]")
            if field.tag_name == "select":
                Select(field).select_by_visible_text(value)
            elif field.get_attribute("type") == "checkbox":
                if field.is_selected() != value:
                    field.click()
            else:
                field.clear()
                field.send_keys(value)

    def complaints(self):
        """What the browser's console says of errors and of broken policies."""
        return [line["message"] for line in self.browser.get_log("browser")
                if line["level"] in ("SEVERE", "WARNING")]


@pytest.fixture
def page(chromium, server, new_merchant):
    """The page of a fresh merchant."""
    merchant = new_merchant(f"rzp_test_{base62(14)}", base62(12))
    merchant.settings()
    page = Page(chromium, server, (merchant.key_id, merchant.secret))
    page.merchant = merchant
    yield page
    assert page.complaints() == []


def test_it_begins_with_the_default_merchant(chromium):
    with running() as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        account = merchant.account(description="Flat 12")
        page = Page(chromium, server)
        page.until(lambda: [row[0] for row in page.rows()] == [account["id"]])
        assert page.find("#key").get_attribute("value") == DEFAULT_KEY[0]
        assert page.complaints() == []
        merchant.close()


def test_an_account_is_opened_and_paid_into(page):
    page.show("Accounts")
    page.fill("account", description="Flat 12 rent", vpa=True)
    page.press("Open an account")
    page.until(lambda: len(page.rows()) == 1)
    account = page.merchant.get("/v1/virtual_accounts")["items"][0]
    assert account["description"] == "Flat 12 rent"
    assert [receiver["entity"] for receiver in account["receivers"]] == ["bank_account", "vpa"]
    page.press("Pay")
    page.fill("credit", amount="619.5", mode="IMPS")
    page.press("Send")
    page.until(lambda: "₹619.50 by IMPS: credited" in page.text("#outcome"))
    credit = page.merchant.control_ok("GET", "/credits")["items"][0]
    assert (credit["amount"], credit["mode"]) == (61950, "IMPS")
    page.until(lambda: page.rows()[0][COLUMNS["paid"]] == "₹619.50")
    page.until(lambda: page.text("#books") == "Books balanced: ₹619.50 received")


def test_every_field_of_a_credit_is_sent(page):
    account = page.merchant.account()
    page.find("summary").click()
    given = {"name": "Asha Menon", "account_number": AXIS["account_number"], "ifsc": AXIS["ifsc"],
             "utr": "UTIBN26326000099", "narration": "Deposit"}
    page.fill("credit", to=account["receivers"][0]["account_number"], amount="1", mode="NEFT",
              settle="with the next batch", account_type="current", **given)
    page.press("Send")
    page.until(lambda: "₹1.00 by NEFT: pending" in page.text("#outcome"))
    credit = page.merchant.control_ok("GET", "/credits")["items"][0]
    assert credit["payer"]["account_type"] == "current" and credit["utr"] == given["utr"]
    assert {name: credit["payer"][name] for name in ("name", "account_number", "ifsc")} == {
        name: given[name] for name in ("name", "account_number", "ifsc")}
    assert credit["narration"] == "Deposit" and credit["settles_at"]


def test_a_payer_the_bank_keeps_to_itself(page):
    account = page.merchant.account()
    page.find("summary").click()
    page.fill("credit", to=account["id"], amount="10", anonymous=True)
    page.press("Send")
    page.until(lambda: "credited" in page.text("#outcome"))
    assert page.merchant.control_ok("GET", "/credits")["items"][0]["payer"] is None


def test_a_refusal_is_told_and_goes_away(page):
    page.merchant.account()
    page.fill("credit", to="va_00000000000000", amount="10")
    page.fill("credit", to="va_nonsense", amount="10")
    page.press("Send")
    page.until(lambda: page.text("#trouble"))
    assert page.complaints()  # The browser tells of the status as well.
    page.show("Payments")
    page.until(lambda: not page.find("#trouble").is_displayed())


def test_what_others_do_is_shown_at_once(page):
    page.show("Payments")
    page.until(lambda: page.text("#list") == "No payments yet.")
    payment = page.merchant.payment(70000)
    page.until(lambda: page.rows()[0][0] == payment["id"])
    page.merchant.refund(payment, amount=20000)
    page.until(lambda: page.rows()[0][3] == "₹200.00")
    page.show("Requests")
    page.until(lambda: any(row[2].endswith("/refund") for row in page.rows()))


def test_a_refund_is_asked_for(page):
    payment = page.merchant.payment(70000)
    page.show("Payments")
    page.press("Refund")
    page.until(lambda: page.find("#answer").get_attribute("value") == "700.00")
    page.press("Cancel")
    assert page.merchant.get("/v1/refunds")["items"] == []
    page.press("Refund")
    page.find("#answer").clear()
    page.find("#answer").send_keys("250.25")
    page.press("Yes")
    page.until(lambda: "₹250.25 go back." in page.text("#outcome"))
    assert page.merchant.get(f"/v1/payments/{payment['id']}")["amount_refunded"] == 25025


def test_an_account_is_closed(page):
    account = page.merchant.account()
    page.show("Accounts")
    page.press("Close")
    page.until(lambda: page.rows()[0][COLUMNS["status"]] == "closed")
    assert page.merchant.get(f"/v1/virtual_accounts/{account['id']}")["status"] == "closed"


def test_time_is_moved(page):
    account = page.merchant.account(close_by=page.merchant.now() + 3000)
    before = page.merchant.now()
    page.press("+1 h")
    page.until(lambda: f"virtual_account.closed {account['id']}" in page.text("#outcome"))
    assert page.merchant.now() - before >= 3600
    page.press("Freeze")
    page.until(lambda: page.find_button("Unfreeze"))
    assert page.merchant.control_ok("GET", "/clock")["frozen"]


def test_a_webhook_is_registered_told_and_told_again(page):
    receiver = Receiver()
    page.show("Webhooks")
    page.fill("webhook", url=receiver.url, secret="orchid-secret")
    page.press("Register")
    page.until(lambda: page.rows()[0][3] == "active")
    page.merchant.account()
    first = receiver.wait(1)[0]
    assert first.signed_by("orchid-secret")
    page.show("Deliveries")
    page.until(lambda: page.rows()[0][3:5] == ["delivered", "200"])
    page.show("Events")
    page.until(lambda: page.find("#list tbody tr").click() or True)
    page.until(lambda: json.loads(page.text("#list pre")) == first.event)
    page.press("Resend")
    again = receiver.wait(2)[1]
    assert again.headers["x-razorpay-event-id"] == first.headers["x-razorpay-event-id"]
    receiver.close()


def test_an_active_fault_is_seen_and_cleared(page):
    page.merchant.control_ok("PUT", "/faults", [
        {"match": {"path": "/v1/orders"}, "do": "error", "status": 502, "times": 1}])
    page.show("Events")
    page.until(lambda: "A fault is active." in page.text("#faults"))
    page.press("Clear them")
    page.until(lambda: not page.find("#faults").is_displayed())
    assert page.merchant.control_ok("GET", "/faults") == []


def test_a_reset_is_asked_for(page):
    page.merchant.payment()
    page.show("Accounts")
    page.press("Reset")
    page.press("Yes")
    page.until(lambda: page.text("#list") == "No accounts yet.")
    assert page.merchant.get("/v1/payments")["items"] == []


# What stands in the books is never markup.

TAGS = ("script", "img src=x onerror={0}", "svg onload={0}", "iframe srcdoc='<script>{0}</script>'",
        "body onload={0}", "input autofocus onfocus={0}", "details open ontoggle={0}",
        "video src=x onerror={0}", "audio src=x onerror={0}", "object data='javascript:{0}'",
        "embed src='javascript:{0}'", "a href='javascript:{0}' autofocus", "math><mtext><style",
        "marquee onstart={0}", "select autofocus onfocus={0}", "textarea autofocus onfocus={0}",
        "meta http-equiv=refresh content='0;url=javascript:{0}'", "base href='//evil.example/'",
        "link rel=stylesheet href='//evil.example/x.css'", "form action='javascript:{0}'")
WRAPS = ("<{0}>", "\"><{0}>", "'><{0}>", "</script><{0}>")
DEED = "window.broken=1"
STRINGS = [wrap.format(tag.format(DEED)) for tag in TAGS for wrap in WRAPS] + [
    f"<script>{DEED}</script>", f"{{{{constructor.constructor('{DEED}')()}}}}", f"${{{DEED}}}",
    f"javascript:{DEED}", f"\u2028<script>{DEED}</script>", f"<scr\u0000ipt>{DEED}</scr\u0000ipt>"]


def test_nothing_in_the_books_is_run(page):
    assert len(STRINGS) >= 60
    merchant = page.merchant
    account = merchant.account("bank_account", description="plain")
    receiver = account["receivers"][0]["account_number"]
    for number, text in enumerate(STRINGS):
        merchant.call("POST", "/v1/customers", {"name": text, "email": f"x{number}@a.example"})
        merchant.call("POST", "/v1/virtual_accounts", {
            "receivers": {"types": ["bank_account"]}, "description": text, "notes": {"text": text}})
        merchant.control("POST", "/credits", {
            "to": {"account_number": receiver}, "mode": "NEFT", "amount": 100,
            "narration": text, "payer": {"name": text}})
        merchant.control("POST", "/credits", {
            "to": {"virtual_account_id": text}, "mode": text, "amount": 100})
        merchant.call("GET", "/v1/payments?" + urllib.parse.urlencode({"note": text}))
        merchant.control("POST", "/webhooks", {
            "url": "http://127.0.0.1:9/" + urllib.parse.quote(text), "secret": "s"})
    for tab in ("Accounts", "Payments", "Credits", "Events", "Deliveries", "Webhooks", "Requests"):
        page.show(tab)
        for row in page.browser.find_elements(By.CSS_SELECTOR, "#list tr.more")[:10]:
            with contextlib.suppress(Exception):  # A live list is drawn anew meanwhile.
                row.click()
    assert page.browser.execute_script("return window.broken") is None
    page.show("Credits")
    assert any(text in page.text("#list") for text in STRINGS)


@table(
    "path",
    ("the page", "/"),
    ("its style", "/_sandbox/page.css"),
    ("its script", "/_sandbox/page.js"),
)
def test_what_the_page_is_made_of(path, server):
    with urllib.request.urlopen(server.url + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy


def test_a_sandbox_without_a_page():
    with running("--no-page") as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        for path in ("/", "/_sandbox/page.js", "/_sandbox/page.css"):
            assert merchant.call("GET", path, auth=None).status == 404
        assert merchant.call("GET", "/health", auth=None).status == 200
        merchant.close()


@table(
    "status, headers",
    ("a link elsewhere", 200, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}),
    ("a script elsewhere", 403, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
    ("a foreign origin", 403, {"Origin": "http://evil.example"}),
    ("no origin to speak of", 403, {"Origin": "null"}),
    ("a name that is not ours", 421, {"Host": "evil.example"}),
)
def test_who_may_look(status, headers, server, merchant):
    assert merchant.call("GET", "/", auth=None, headers=headers).status == status
