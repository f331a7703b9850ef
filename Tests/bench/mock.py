"""What a team writes by hand in an afternoon: FastAPI, uvicorn and sqlite3, in memory."""

import json
import random
import sqlite3
import string
import sys
import time

import uvicorn
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

COLUMNS = (
    "id TEXT PRIMARY KEY, sequence INTEGER, name TEXT, description TEXT, notes TEXT,"
    " amount_paid INTEGER, customer TEXT, bank_account TEXT, ifsc TEXT, number TEXT UNIQUE,"
    " status TEXT, created_at INTEGER"
)

app = FastAPI()
database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
database.row_factory = sqlite3.Row
database.execute(f"CREATE TABLE accounts ({COLUMNS})")
database.execute("CREATE INDEX in_order ON accounts (sequence)")
database.execute("CREATE INDEX by_customer ON accounts (customer)")


class Receivers(BaseModel):
    types: list[str]


class Draft(BaseModel):
    receivers: Receivers
    description: str | None = None
    notes: dict[str, str] = {}


def draw(length, letters=string.ascii_letters + string.digits):
    return "".join(random.choices(letters, k=length))


def show(row):
    receiver = {
        "id": "ba_" + row["bank_account"],
        "entity": "bank_account",
        "ifsc": row["ifsc"],
        "bank_name": None,
        "name": row["name"],
        "notes": [],
        "account_number": row["number"],
    }
    return {
        "id": "va_" + row["id"],
        "name": row["name"],
        "entity": "virtual_account",
        "status": row["status"],
        "description": row["description"],
        "amount_expected": None,
        "notes": json.loads(row["notes"]) or [],
        "amount_paid": row["amount_paid"],
        "customer_id": row["customer"],
        "receivers": [receiver],
        "close_by": None,
        "closed_at": None,
        "created_at": row["created_at"],
    }


def find(id):
    row = database.execute("SELECT * FROM accounts WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise HTTPException(400, "The id provided does not exist")
    return show(row)


@app.post("/v1/virtual_accounts")
async def create(draft: Draft):
    id = draw(14)
    database.execute(
        "INSERT INTO accounts VALUES"
        " (?, (SELECT ifnull(max(sequence), 0) + 1 FROM accounts),"
        " 'Acme Corp', ?, ?, 0, NULL, ?, 'RAZR0000001', ?, 'active', ?)",
        (
            id,
            draft.description,
            json.dumps(draft.notes),
            draw(14),
            draw(16, string.digits),
            int(time.time()),
        ),
    )
    return find(id)


@app.get("/v1/virtual_accounts/{id}")
async def fetch(id: str):
    return find(id.removeprefix("va_"))


@app.get("/v1/virtual_accounts")
async def newest(count: int = 10):
    rows = database.execute("SELECT * FROM accounts ORDER BY sequence DESC LIMIT ?", (count,))
    items = [show(row) for row in rows]
    return {"entity": "collection", "count": len(items), "items": items}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
