/// Where a city's memory lies, and how it is founded, opened and looked over by whoever runs Parvis.
///
///   DIR/            for its owner alone (0700)
///   DIR/parvis.db   the database (with parvis.db-wal and parvis.db-shm while in use), or none: `--database` names
///                   a PostgreSQL database instead
///   DIR.keys        the key file, beside the folder and never in it: whoever copies the folder, or a backup of it,
///                   has not copied the keys with it
///   DIR.erased      the ledger of those who have left the register (store/ledger.hpp), beside the folder as well: a
///                   restored folder must not bring an old ledger with it
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/store/store.hpp"
#include "platform/base/message.hpp"

namespace parvis::keep {

/// Why something an operator asked for was not done.
struct No {
  enum class Kind {
    not_proved,  ///< the log does not verify
    wrong_use,   ///< asked for what cannot be
    bad_input,   ///< a file, a folder or a name that is not what it should be
    fault        ///< the world failed
  } kind = Kind::fault;
  Message what;
};

struct Where {
  std::string data;      ///< DIR
  std::string database;  ///< postgresql://…, or empty
  std::string keys;      ///< empty: DIR.keys

  db::Place place() const;
  std::filesystem::path key_file() const;
  std::filesystem::path ledger_file() const;
};
/// Refuses when neither folder nor database is named, or when the keys would lie in the folder.
Result<void, No> is_complete(const Where& where);

struct City {
  store::CityId id;
  std::string name;
};

struct Kept {
  std::unique_ptr<store::Store> store;
  std::vector<City> cities;  ///< by id; never empty
};

/// A new city: key file, folder, schema and the city's row with its first row in the log. A city that is there
/// already is refused; keys and an empty store that an interrupted run left behind are used.
Result<void, No> found(const Where& where, const std::string& city, const std::string& language, Moment now);

/// Opens what was founded. Nothing is made.
Result<Kept, No> open(const Where& where, Moment now, db::Missing missing = db::Missing::only_look);
/// How many steps of the schema were taken.
Result<int, No> migrate(const Where& where, Moment now);

/// What `log` rows about the operator's own doings say.
store::Actor operator_of(const City& city);
/// Whether each city's log is as it was written.
Result<store::Verified, No> verify_all(store::Store& store);
Result<std::vector<City>, store::Fault> cities_of(db::Database& database);

/// SQLite only: whether another program has the database open.
bool is_open_elsewhere(const db::Place& place);

struct Finding {
  bool good = true;
  Message what;
};
enum class Chain { leave, verify };
std::vector<Finding> look_over(const Where& where, Moment now, Chain chain);

No in_words(const db::Fault& fault);
No in_words(const store::OpenNo& why);
No in_words(const crypto::KeyFault& why);

}  // namespace parvis::keep
