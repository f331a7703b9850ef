"""Virtual accounts by the file: a CSV in, the same with what became of each row out."""

import csv
import io
import subprocess

import pytest

from sandbox import Merchant, binary, environment, running
from tables import refused, table

RESULTS = ["virtual_account_id", "account_number", "ifsc", "vpa", "error"]


def post(merchant, text, **headers):
    raw = text if isinstance(text, bytes) else text.encode()
    return merchant.control("POST", "/batches", raw=raw,
                            headers={"Content-Type": "text/csv", **headers})


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def imported(merchant, text, **headers):
    answer = post(merchant, text, **headers)
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"] == "text/csv; charset=UTF-8"
    return rows(answer.body)


def account(merchant, row):
    return merchant.get(f"/v1/virtual_accounts/{row['virtual_account_id']}")


def test_a_row_is_an_account(merchant):
    row, = imported(
        merchant, "customer_name,customer_email,virtual_account_description,virtual_account_notes,"
        "receiver_types,bank_account_descriptor,amount_expected,close_by\n"
        'Nila Rao,nila@orchid.example,"Flat 12, ""B""","{""flat"":""12""}",bank_account vpa,'
        "00012345,61900,2000000000\n")
    opened = account(merchant, row)
    bank, vpa = opened["receivers"]
    assert row == {
        "customer_name": "Nila Rao", "customer_email": "nila@orchid.example",
        "virtual_account_description": 'Flat 12, "B"', "virtual_account_notes": '{"flat":"12"}',
        "receiver_types": "bank_account vpa", "bank_account_descriptor": "00012345",
        "amount_expected": "61900", "close_by": "2000000000",
        "customer_id": opened["customer_id"], "virtual_account_id": opened["id"],
        "account_number": bank["account_number"], "ifsc": bank["ifsc"], "vpa": vpa["address"],
        "error": ""}
    assert opened["description"] == 'Flat 12, "B"' and opened["notes"] == {"flat": "12"}
    assert (opened["amount_expected"], opened["close_by"]) == (61900, 2000000000)
    assert bank["account_number"].endswith("00012345")
    customer = merchant.get(f"/v1/customers/{opened['customer_id']}")
    assert (customer["name"], customer["email"]) == ("Nila Rao", "nila@orchid.example")
    assert merchant.event_names() == ["virtual_account.created"]
    assert merchant.credit(opened)["status"] == "credited"


def test_customers_are_found_or_named(merchant):
    known = merchant.customer(email="asha@orchid.example", contact="+919000000001")
    by_id, again, none = imported(
        merchant, "customer_id,customer_email,customer_contact\n"
        f"{known['id']},,\n,asha@orchid.example,+919000000001\n,,\n")
    assert by_id["customer_id"] == again["customer_id"] == known["id"]
    assert account(merchant, by_id)["customer_id"] == known["id"]
    assert none["customer_id"] == "" and account(merchant, none)["customer_id"] is None
    assert merchant.get("/v1/customers")["count"] == 1


@table(
    "row, words",
    ("a wrong e-mail", "nila,,,,,,", "The email must be a valid email address."),
    ("an unknown customer", ",cust_00000000000000,,,,,", "The id provided does not exist"),
    ("no id", ",nobody,,,,,", "nobody is not a valid id"),
    ("two customers", "nila@orchid.example,cust_00000000000000,,,,,",
     "Give a customer's id or particulars, not both."),
    ("an unknown receiver", ",,pigeon,,,,", "The selected types is invalid."),
    ("a long descriptor", ",,,12345678901,,,",
     "The descriptor may not be greater than 10 characters."),
    ("a descriptor for what is not asked", ",,vpa,123,,,",
     "bank_account is/are not required and should not be sent"),
    ("a past end", ",,,,1,,", "close by date should be atleast 15 min after current time"),
    ("a negative amount", ",,,,,-1,", None), ("notes that are none", ",,,,,,a note", None),
    ("too few fields", ",,", "The row has not as many fields as the heading."),
    ("too many fields", ",,,,,,,", "The row has not as many fields as the heading."),
    ("far too many fields", "," * 10000, "The row has not as many fields as the heading."),
)
def test_a_row_that_fails_says_why_and_leaves_nothing(row, words, merchant):
    heading = ("customer_email,customer_id,receiver_types,bank_account_descriptor,close_by,"
               "amount_expected,virtual_account_notes")
    failed, good = imported(merchant, f"{heading}\n{row}\n,,,,,,\n")
    assert failed["error"] and [failed[name] for name in RESULTS[:-1]] == [""] * 4
    if words:
        assert failed["error"] == words
    assert good["error"] == ""
    assert [a["id"] for a in merchant.get("/v1/virtual_accounts")["items"]] == [
        good["virtual_account_id"]]
    assert merchant.get("/v1/customers")["count"] == 0


def test_a_customer_goes_with_the_account_that_cannot_be(merchant):
    row, = imported(merchant, "customer_email,close_by\nnila@orchid.example,1\n")
    assert row["error"] and row["customer_id"] == ""
    assert merchant.get("/v1/customers")["count"] == 0


def test_the_file_of_a_spreadsheet(merchant):
    """A byte order mark, CR LF, quotes everywhere, line breaks in a field, an empty line."""
    text = ('\ufeff"virtual_account_description", "close_by"\r\n'
            '"two\r\nlines",""\r\n\r\n"किराया",""')
    text = text.replace(', "close_by"', ',"close_by"')
    first, second = imported(merchant, text)
    assert account(merchant, first)["description"] == "two\r\nlines"
    assert account(merchant, second)["description"] == "किराया"
    assert first["virtual_account_description"] == "two\r\nlines"


def test_a_file_of_a_heading_alone(merchant):
    answer = post(merchant, "close_by\n")
    assert answer.body.decode() == ",".join(["close_by", "customer_id", *RESULTS]) + "\r\n"


@table(
    "text, words",
    ("nothing", "", None),
    ("an unknown column", "customer_email,colour\n,green\n", "There is no column colour"),
    ("an unnamed column", "customer_email,\n,\n", "There is no column"),
    ("a column twice", "close_by,close_by\n1,1\n", "The column close_by stands there twice."),
    ("a quote left open", 'close_by\n"1\n', "Line 2: a quote is opened and not closed."),
    ("no UTF-8", b"virtual_account_description\n\xff\n", "Line 2: the text is not UTF-8."),
    ("too many rows", "close_by\n" + '""\n' * 5001, "A file has at most 5000 rows"),
    ("too many rows, and more behind them", "close_by\n" + "1\n" * 5001 + '"',
     "A file has at most 5000 rows"),
    ("too many columns", "customer_id" + "," * 10000 + "\n", "There is no column"),
    ("no table", '{"colour":"green"}', None),
)
def test_a_file_that_cannot_be_read_is_refused_whole(text, words, merchant):
    answer = post(merchant, text)
    assert answer.status == 400, answer
    assert answer.headers["Content-Type"].startswith("application/json")
    assert (words or "") in answer.error["description"]
    assert merchant.get("/v1/virtual_accounts")["count"] == 0


@table("piece", ("rows", "a\n"), ("columns", ","), ("quoted rows", '"a"\n'))
def test_a_huge_file_takes_little_memory(piece):
    with running() as server:
        merchant = Merchant(server)
        before = server.resident_most()
        answer = post(merchant, "customer_id\n" + piece * (15_000_000 // len(piece)))
        assert answer.status in (200, 400)
        assert server.resident_most() - before < 64 << 20
        merchant.close()


def test_the_same_key_opens_nothing_twice(merchant):
    text = "virtual_account_description\nFlat 1\nFlat 2\n"
    first = post(merchant, text, **{"Idempotency-Key": "once"})
    again = post(merchant, text, **{"Idempotency-Key": "once"})
    assert (again.status, again.body) == (200, first.body)
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert merchant.get("/v1/virtual_accounts")["count"] == 2
    other = post(merchant, text + "Flat 3\n", **{"Idempotency-Key": "once"})
    refused(other, "The idempotency key belongs to another request.", status=409)


def test_many_rows(merchant):
    text = "virtual_account_description\n" + "".join(f"Flat {n}\n" for n in range(2000))
    opened = imported(merchant, text)
    assert len({row["account_number"] for row in opened}) == 2000
    assert [row["virtual_account_description"] for row in opened] == [
        f"Flat {n}" for n in range(2000)]
    assert not any(row["error"] for row in opened)


# On the command line

@pytest.fixture()
def run(merchant, tmp_path):
    def run(*arguments, **variables):
        return subprocess.run(
            [binary(), *arguments], capture_output=True, check=False, timeout=60, cwd=tmp_path,
            env={**environment(), "SMARTCOLLECT_URL": merchant.server.url,
                 "SMARTCOLLECT_KEY": merchant.key_id, "SMARTCOLLECT_SECRET": merchant.secret,
                 **variables})
    return run


@table(
    "text, code, summary",
    ("all", "close_by\n2000000000\n", 0, "1 of 1 rows have an account now"),
    ("some", "close_by\n2000000000\n1\n", 2, "1 of 2 rows have an account now"),
    ("none", "close_by\n1\n", 2, "0 of 1 rows have an account now"),
)
def test_import(text, code, summary, run, merchant, tmp_path):
    (tmp_path / "accounts.csv").write_text(text)
    done = run("import", "accounts.csv")
    assert (done.returncode, done.stderr.decode().strip()) == (code, summary)
    opened = [row["virtual_account_id"] for row in rows(done.stdout)]
    assert [one for one in opened[::-1] if one] == [
        one["id"] for one in merchant.get("/v1/virtual_accounts")["items"]]


@table(
    "text, words",
    ("a wrong heading", "colour\ngreen\n", "There is no column colour"),
    ("no file", None, "there is no file accounts.csv"),
)
def test_import_of_what_cannot_be(text, words, run, tmp_path):
    if text:
        (tmp_path / "accounts.csv").write_text(text)
    done = run("import", "accounts.csv")
    assert (done.returncode, done.stdout) == (1, b"")
    assert words in done.stderr.decode()


def test_import_without_a_sandbox(run, tmp_path):
    (tmp_path / "accounts.csv").write_text("close_by\n")
    done = run("import", "accounts.csv", "--url", "http://127.0.0.1:9")
    assert done.returncode == 1 and b"no sandbox answered" in done.stderr


def test_reset_and_snapshots(run, merchant):
    merchant.account()
    saved = run("snapshot", "save", "one-account")
    assert saved.returncode == 0 and saved.stdout.startswith(b"one-account: virtual_accounts 1")
    assert run("reset").stdout.startswith(b"gone: virtual_accounts 1")
    assert merchant.get("/v1/virtual_accounts")["count"] == 0
    assert run("reset").stdout == b"gone: nothing\n"
    assert run("snapshot", "restore", "one-account").returncode == 0
    assert merchant.get("/v1/virtual_accounts")["count"] == 1
    assert run("snapshot").stdout == run("snapshot", "list").stdout == saved.stdout
    assert run("snapshot", "delete", "one-account").returncode == 0
    assert run("snapshot").stdout == b""
    gone = run("snapshot", "restore", "one-account")
    assert gone.returncode == 1 and gone.stderr.startswith(b"error: ")
    assert run("snapshot", "save", "no name").returncode == 1


def test_a_reset_of_one_or_of_all(run):
    with running() as server:
        others = [Merchant(server), Merchant(server)]
        for other in others:
            other.account()
        mine = {"SMARTCOLLECT_URL": server.url, "SMARTCOLLECT_KEY": others[0].key_id,
                "SMARTCOLLECT_SECRET": others[0].secret}

        def left():
            return [other.get("/v1/virtual_accounts")["count"] for other in others]

        assert run("reset", **mine).returncode == 0 and left() == [0, 1]
        assert run("reset", "--all", **mine).returncode == 0 and left() == [0, 0]
        for other in others:
            other.close()
