// The chain: each row of the log carries a keyed hash over itself and the row before, so that nobody with the
// database alone can change, take away or slip in a row. The keys lie outside the database.
#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <set>

#include "app/store/history_values.hpp"
#include "app/store/store.hpp"

namespace parvis::store {
namespace {

constexpr db::Query end_of_chain{"end_of_chain", "SELECT audit_rows, audit_end FROM city WHERE city_id = $1"};
constexpr db::Query hash_of_row{"hash_of_row", "SELECT hash FROM audit WHERE city_id = $1 AND number = $2"};
constexpr db::Query move_end{"move_end",
                             "UPDATE city SET audit_rows = $2, audit_end = $3 WHERE city_id = $1"};
constexpr db::Query add_audit{"add_audit", R"(
  INSERT INTO audit (city_id, number, at, actor, account_id, role, act, person_id, thing, thing_id, reason, protected,
                     history_entries, history_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))"};
constexpr db::Query add_history{"add_history", R"(
  INSERT INTO history (city_id, audit_number, entry, in_table, row_key, person_id, data_class, change, earlier, salt, hash, erased_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))"};
constexpr db::Query erase_history{"erase_history", R"(
  UPDATE history SET earlier = NULL, salt = NULL, erased_at = $3
   WHERE city_id = $1 AND person_id = $2 AND erased_at IS NULL)"};
constexpr db::Query to_be_erased{"to_be_erased", R"(
  SELECT audit_number, entry FROM history
   WHERE city_id = $1 AND person_id = $2 AND erased_at IS NULL ORDER BY audit_number, entry)"};
constexpr db::Query erase_row_history{"erase_row_history", R"(
  UPDATE history SET earlier = NULL, salt = NULL, erased_at = $4
   WHERE city_id = $1 AND in_table = $2 AND row_key = $3 AND erased_at IS NULL)"};
constexpr db::Query row_to_be_erased{"row_to_be_erased", R"(
  SELECT audit_number, entry FROM history
   WHERE city_id = $1 AND in_table = $2 AND row_key = $3 AND erased_at IS NULL ORDER BY audit_number, entry)"};
constexpr db::Query some_audit{"some_audit", R"(
  SELECT number, at, actor, account_id, role, act, person_id, thing, thing_id, reason, protected, history_entries,
         history_hash, hash
    FROM audit WHERE city_id = $1 AND number > $2 ORDER BY number LIMIT 5000)"};
constexpr db::Query history_between{"history_between", R"(
  SELECT audit_number, in_table, row_key, person_id, data_class, change, earlier, salt, hash, entry
    FROM history WHERE city_id = $1 AND audit_number > $2 AND audit_number <= $3 ORDER BY audit_number, entry)"};
constexpr db::Query history_beyond{
    "history_beyond",
    "SELECT COUNT(*) FROM history WHERE city_id = $1 AND (audit_number < 1 OR audit_number > $2)"};

std::string_view id_of(Actor::Kind kind) {
  switch (kind) {
    case Actor::Kind::account: return "account";
    case Actor::Kind::job: return "job";
    case Actor::Kind::operator_: return "operator";
    case Actor::Kind::visitor: return "visitor";
  }
  return {};
}

// Each value with its kind and length in front, so that no two rows read alike.
void append(std::string& bytes, const db::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    bytes += fmt::format("i{};", *whole);
  else if (const auto* text = std::get_if<std::string>(&value))
    bytes += fmt::format("t{}:{}", text->size(), *text);
  else if (const auto* raw = std::get_if<db::Bytes>(&value))
    bytes += fmt::format("b{}:{}", raw->bytes.size(), raw->bytes);
  else
    bytes += 'n';
}

std::string one_text(std::span<const db::Value> values) {
  std::string bytes;
  for (const auto& value : values) append(bytes, value);
  return bytes;
}

std::string next_hash(const crypto::Keyring& keys, CityId city, const std::string& previous,
                      std::span<const db::Value> row) {
  const std::vector<db::Value> before{city.number, db::Bytes{previous}};
  return keys.keyed_hash("audit row", one_text(before) + one_text(row));
}

// The end is a hash of its own, so that a row's hash cannot be put in its place when later rows are cut off.
std::string end_hash(const crypto::Keyring& keys, CityId city, std::int64_t number, const std::string& last) {
  const std::vector<db::Value> values{city.number, number, db::Bytes{last}};
  return keys.keyed_hash("audit end", one_text(values));
}

// The earlier values are guessable (a gender, a district): the salt keeps whoever holds the hash key from trying them
// after the erasure, which takes the salt too.
std::string values_hash(const crypto::Keyring& keys, const std::string& salt, const db::Value& earlier) {
  const std::vector<db::Value> values{db::Bytes{salt}, earlier};
  return keys.keyed_hash("history values", one_text(values));
}

/// Words of our own program only: nothing that somebody has written can get into the log, where it would stand for ever.
bool is_id(std::string_view text) {
  constexpr std::size_t longest = 40;
  return text.size() <= longest &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}
/// Side by side, who helped stands where else the role does: a person who is helped acts for themself.
std::string role_in_log(const Actor& actor) {
  return actor.helper ? "beside:" + std::to_string(actor.helper->number) : actor.role;
}
std::optional<Fault> not_loggable(const Actor& actor, const What& what) {
  if (is_id(what.reason) && is_id(what.thing) && is_id(actor.role)) return std::nullopt;
  return Fault{Fault::Kind::other, {}, "the log: a reason, a thing or a role that is no id"};
}

// What is born erased says so by its hash: nobody without the keys can empty an entry and make it look so.
std::string born_erased_hash(const crypto::Keyring& keys, CityId city, std::int64_t number,
                             std::int64_t entry) {
  const std::vector<db::Value> place{city.number, number, entry};
  return keys.keyed_hash("history born erased", one_text(place));
}

}  // namespace

Result<void, Fault> Transaction::write_history(std::int64_t number, std::string& all_hashes) {
  std::vector<std::vector<db::Value>> rows;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& entry = entries_[i];
    const auto at = static_cast<std::int64_t>(i + 1);
    const auto salt = crypto::random_bytes(16);
    const auto earlier = db::value(entry.earlier);
    const db::Bytes hash{entry.erased ? born_erased_hash(store_.keys(), city(), number, at)
                                      : values_hash(store_.keys(), salt, earlier)};
    const auto class_number = static_cast<std::int64_t>(entry.data_class);
    const std::vector<db::Value> named{
        entry.table, entry.row_key, db::value(entry.person), class_number, std::string(entry.change), hash};
    all_hashes += one_text(named);
    const auto kept = entry.erased ? db::Value(db::Null{}) : earlier;
    const auto kept_salt = entry.erased ? db::Value(db::Null{}) : db::Value(db::Bytes{salt});
    const auto erased_at = entry.erased ? db::value(now_) : db::Value(db::Null{});
    rows.push_back({city().number, number, at, entry.table, entry.row_key, db::value(entry.person),
                    class_number, std::string(entry.change), kept, kept_salt, hash, erased_at});
  }
  return tx_.run_each(add_history, rows);
}

Result<std::int64_t, Fault> Transaction::erase_history_of(PersonId person) {
  PARVIS_TRY(const auto emptied, tx_.all(to_be_erased, city(), person));
  if (name_emptied(emptied) == 0) return 0;
  return tx_.run(erase_history, city(), person, now_);
}

Result<std::int64_t, Fault> Transaction::erase_history_of_row(std::string_view table, const Key& key) {
  const auto row = key_text(key);
  PARVIS_TRY(const auto emptied, tx_.all(row_to_be_erased, city(), table, row));
  if (name_emptied(emptied) == 0) return 0;
  return tx_.run(erase_row_history, city(), table, row, now_);
}

// The act names each entry that it empties among its own entries, and these are in the chain: an entry that was emptied
// by hand is named by nobody.
std::int64_t Transaction::name_emptied(const std::vector<db::Row>& entries) {
  for (const auto& row : entries)
    entries_.push_back({"history", key_text({city().number, row.cells[0], row.cells[1]}), std::nullopt,
                        DataClass::p3, "changed", std::nullopt});
  return static_cast<std::int64_t>(entries.size());
}

// Last of all: what comes after is only the end of the transaction. Should that fail, the ledger names somebody who is
// still here; their leaving was decided, and a restore carries it out.
Result<void, Fault> Transaction::write_ledger() {
  for (const auto& [person, why] : leaving_) {
    if (!store_.ledger()) return no(Fault{Fault::Kind::other, {}, "no ledger"});
    if (auto written = store_.ledger()->add(mark_of(store_.keys(), city(), person, why), now_); !written)
      return no(Fault{Fault::Kind::stopped, {}, in_english(written.error())});
  }
  return {};
}

Result<void, Fault> Transaction::write_records() {
  PARVIS_ASSERT(entries_.empty() || !told_.empty());  // An act that changes something says what it did.
  if (told_.empty()) return {};
  PARVIS_TRY(const auto end, tx_.first(end_of_chain, city()));
  PARVIS_ASSERT(end.has_value());
  auto number = end->get<std::int64_t>(0);
  PARVIS_TRY(const auto last, tx_.first(hash_of_row, city(), number));
  PARVIS_ASSERT(last.has_value() == (number > 0));
  auto previous = last ? last->get<db::Bytes>(0).bytes : std::string();
  std::vector<std::vector<db::Value>> rows;
  for (std::size_t i = 0; i < told_.size(); ++i) {
    const auto& what = told_[i];
    if (auto fault = not_loggable(actor_, what)) return no(*std::move(fault));
    ++number;
    db::Value history_hash = db::Null{};
    if (i == 0 && !entries_.empty()) {
      std::string all_hashes;
      if (auto done = write_history(number, all_hashes); !done) return done;
      history_hash = db::Bytes{store_.keys().keyed_hash("history of act", all_hashes)};
    }
    std::vector<db::Value> row{number,
                               db::value(now_),
                               std::string(id_of(actor_.kind)),
                               db::value(actor_.account),
                               role_in_log(actor_),
                               std::string(store::id_of(what.act)),
                               db::value(what.person),
                               what.thing,
                               db::value(what.thing_id),
                               what.reason,
                               db::value(what.is_protected),
                               static_cast<std::int64_t>(i == 0 ? entries_.size() : 0),
                               history_hash};
    previous = next_hash(store_.keys(), city(), previous, row);
    row.insert(row.begin(), city().number);
    row.emplace_back(db::Bytes{previous});
    rows.push_back(std::move(row));
  }
  if (auto done = tx_.run_each(add_audit, rows); !done) return done;
  if (auto done =
          tx_.run(move_end, city(), number, db::Bytes{end_hash(store_.keys(), city(), number, previous)});
      !done)
    return no(std::move(done).error());
  return write_ledger();
}

// Who comes first writes for all who wait, so that many readings share one turn to the disk.
struct Store::Waiting {
  struct Row {
    const Actor& actor;
    Moment now;
    What what;
    std::optional<Result<void, Fault>> answer;
  };
  std::mutex mutex;
  std::condition_variable written;
  std::vector<Row*> rows;
  bool somebody_writes = false;
};

Store::Store(std::unique_ptr<db::Database> database, crypto::Keyring keys)
    : database_(std::move(database)), keys_(std::move(keys)), waiting_(std::make_unique<Waiting>()) {}
Store::~Store() = default;

Result<void, Fault> Store::log(const Actor& actor, Moment now, What what) {
  // Judged here, so that one row does not stop those that are written with it.
  if (auto fault = not_loggable(actor, what)) return no(*std::move(fault));
  Waiting::Row mine{actor, now, std::move(what), std::nullopt};
  std::unique_lock lock(waiting_->mutex);
  waiting_->rows.push_back(&mine);
  waiting_->written.wait(lock, [&] { return mine.answer || !waiting_->somebody_writes; });
  if (mine.answer) return *mine.answer;
  waiting_->somebody_writes = true;
  const auto batch = std::exchange(waiting_->rows, {});
  lock.unlock();
  // Whatever happens, those who wait get an answer.
  Result<void, Fault> answer = no(Fault{Fault::Kind::other, {}, "log"});
  try {
    answer = database_->write([&](db::Transaction& tx) -> Result<void, Fault> {
      for (auto* row : batch) {
        Transaction one(tx, *this, row->actor, row->now);
        one.tell(row->what);
        if (auto done = one.write_records(); !done) return done;
      }
      return {};
    });
  } catch (const std::bad_alloc&) {
    answer = no(Fault{Fault::Kind::other, {}, "log: no memory"});
  }
  lock.lock();
  for (auto* row : batch) row->answer = answer;
  waiting_->somebody_writes = false;
  waiting_->written.notify_all();
  return answer;
}

namespace {

// Walks the chain in pages, each read with its history.
class Walk {
 public:
  Walk(db::Transaction& tx, const crypto::Keyring& keys, CityId city) : tx_(tx), keys_(keys), city_(city) {}

  Result<Verified, ChainNo> to_the_end() {
    PARVIS_TRY(const auto end, told(tx_.first(end_of_chain, city_)));
    if (!end) return no(ChainNo(0, ChainNo::Why::end_differs));
    while (true) {
      PARVIS_TRY(const auto rows, told(tx_.all(some_audit, city_, number_)));
      if (rows.empty()) break;
      const auto last = rows.back().get<std::int64_t>(0);
      PARVIS_TRY(history_, told(tx_.all(history_between, city_, number_, last)));
      at_ = 0;
      for (const auto& row : rows)
        if (auto good = take(row); !good) return no(std::move(good).error());
      if (at_ != history_.size()) return no(ChainNo(number_, ChainNo::Why::history_changed));
    }
    // A city's founding is its first row: a log without any was emptied.
    if (number_ == 0 || end->get<std::int64_t>(0) != number_ ||
        end->get<db::Bytes>(1).bytes != end_hash(keys_, city_, number_, previous_))
      return no(ChainNo(number_, ChainNo::Why::end_differs));
    PARVIS_TRY(const auto beyond, told(tx_.first(history_beyond, city_, number_)));
    if (beyond->get<std::int64_t>(0) != 0) return no(ChainNo(number_, ChainNo::Why::history_changed));
    if (!emptied_.empty()) return no(ChainNo(emptied_.begin()->first, ChainNo::Why::history_changed));
    verified_.rows = number_;
    return verified_;
  }

 private:
  template <class Some>
  static Result<Some, ChainNo> told(Result<Some, Fault> answer) {
    if (!answer) return no(ChainNo(std::move(answer).error()));
    return std::move(*answer);
  }

  Result<bool, ChainNo> take(const db::Row& row) {
    const auto number = row.get<std::int64_t>(0);
    if (number != number_ + 1) return no(ChainNo(number_ + 1, ChainNo::Why::row_missing));
    constexpr std::size_t hash_column = 13;
    const std::span<const db::Value> hashed(row.cells.data(), hash_column);
    previous_ = next_hash(keys_, city_, previous_, hashed);
    if (previous_ != row.get<db::Bytes>(hash_column).bytes)
      return no(ChainNo(number, ChainNo::Why::row_changed));
    number_ = number;
    return take_history(row.get<std::int64_t>(11), row.get<std::optional<db::Bytes>>(12));
  }

  Result<bool, ChainNo> take_history(std::int64_t entries, const std::optional<db::Bytes>& hash) {
    std::string all_hashes;
    for (std::int64_t i = 0; i < entries; ++i, ++at_) {
      if (at_ == history_.size() || history_[at_].get<std::int64_t>(0) != number_)
        return no(ChainNo(number_, ChainNo::Why::history_missing));
      const auto& row = history_[at_];
      const auto salt = row.get<std::optional<db::Bytes>>(7);
      if (row.get<std::string>(1) == "history")
        named_as_emptied(row.get<std::string>(2));
      else
        ++(salt ? verified_.history_entries : verified_.erased_entries);
      const auto entry = row.get<std::int64_t>(9);
      if (!salt && row.get<db::Bytes>(8).bytes != born_erased_hash(keys_, city_, number_, entry))
        emptied_.emplace(number_, entry);
      if (salt && values_hash(keys_, salt->bytes, row.cells[6]) != row.get<db::Bytes>(8).bytes)
        return no(ChainNo(number_, ChainNo::Why::history_changed));
      const std::vector<db::Value> named{row.cells[1], row.cells[2], row.cells[3],
                                         row.cells[4], row.cells[5], row.cells[8]};
      all_hashes += one_text(named);
    }
    if (entries > 0 && (!hash || keys_.keyed_hash("history of act", all_hashes) != hash->bytes))
      return no(ChainNo(number_, ChainNo::Why::history_changed));
    return true;
  }

  // An act empties only what earlier acts left, so what it names has been walked past.
  void named_as_emptied(const std::string& key) {
    const auto place = key_of_text(key);
    if (place.size() == 3)
      emptied_.erase({std::get<std::int64_t>(place[1]), std::get<std::int64_t>(place[2])});
  }

  db::Transaction& tx_;
  const crypto::Keyring& keys_;
  CityId city_;
  std::int64_t number_ = 0;
  std::string previous_;
  std::vector<db::Row> history_;
  std::size_t at_ = 0;
  std::set<std::pair<std::int64_t, std::int64_t>> emptied_;  ///< entries that nobody has said they emptied
  Verified verified_;
};

}  // namespace

Result<Verified, ChainNo> verify_chain(Store& store, CityId city) {
  return store.database().read([&](db::Transaction& tx) -> Result<Verified, ChainNo> {
    return Walk(tx, store.keys(), city).to_the_end();
  });
}

}  // namespace parvis::store
