// SQLite's C interface, and what Swift cannot call of it.
#pragma once
#include <sqlite3.h>
