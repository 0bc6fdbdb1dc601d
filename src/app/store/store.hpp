/// The city's memory. Every act is one transaction that changes rows and writes two records of it: the *audit row*
/// (who, what, whom by id, when, why; hash-chained per city; never personal text) and the *history* (the earlier
/// values, by class of data, erasable). The audit row holds a keyed hash over the history's entries, so the chain
/// still verifies after erasure.
///
///   return store.transact(actor, now, [&](Transaction& tx) -> Result<PersonId, Failure> {
///     PARVIS_TRY(auto person, load_person(tx, id));                      // load
///     PARVIS_TRY(auto corrected, people::correct(person, wish));         // decide: pure
///     PARVIS_TRY(tx.change("person", {id}, {{"phone", corrected.phone}}));  // save
///     tx.tell({.act = Act::person_corrected, .person = id});             // and say what was done
///     return id;
///   });
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/data_catalogue.hpp"
#include "app/store/ids.hpp"
#include "app/store/ledger.hpp"
#include "platform/crypto/keyring.hpp"
#include "platform/db/db.hpp"
#include "platform/db/migrate.hpp"

namespace parvis::store {

using db::Fault;

/// What can be done, as the log names it. The sentences of the log's page are in `in_words`.
enum class Act {
  city_founded,
  account_made,
  account_disabled,
  role_granted,
  role_ended,
  programme_kept,
  person_registered,
  person_corrected,
  person_read,
  people_listed,
  people_searched,
  people_merged,
  merge_undone,
  protected_record_made,
  protected_record_opened,
  applied,
  application_decided,
  application_withdrawn,
  round_run,
  round_closed,
  proposal_decided,
  pair_recorded,
  pair_ended,
  signed_in,
  sign_in_refused,
  signed_out,
  denied,
  exported,
  erased,
  proposals_made,
  proposal_changed,
  pair_changed,
  round_read,
  identity_shown,
  code_made,
  secrets_changed,
  identity_linked,
  role_confirmed,
  account_changed,
  mail_given_up,
  import_proposed,
  import_declined,
  import_done,
  import_undone,
  restored,
  keys_rotated,
  key_forgotten,
  erasure_asked,
  erasure_proposed,
  erasure_refused,
  erasure_stopped,
  erasures_read,
  retention_set,
  retention_run,
  consent_given,
  consent_withdrawn,
  person_referred,
  protection_lifted,
  log_read,
  bound_set,
  bound_lifted,
};
inline constexpr Act last_act = Act::bound_lifted;
std::string_view id_of(Act act);
std::optional<Act> act_of(std::string_view id);
/// All of them, in the order of a list to choose from.
std::vector<Act> all_acts();
Message in_words(Act act);

/// Who asks. A person at a page, a nightly job, the operator at the command line, or a visitor nobody knows yet.
struct Actor {
  enum class Kind { account, job, operator_, visitor } kind = Kind::visitor;
  std::optional<AccountId> account;
  std::string role;  ///< the role in which it is done, as SECURITY names it
  CityId city;
  std::optional<AccountId> helper = {};  ///< the coordinator who sits beside: each row of the log says so
};

/// One row of the log. `reason` is the id of a reason, never free text: that stands in the history.
struct What {
  Act act;
  std::optional<PersonId> person;
  std::string thing;  ///< the table of what it is about, or empty
  std::optional<std::int64_t> thing_id;
  std::string reason;
  bool is_protected = false;  ///< only protection officers and the data protection officer read this row
};

struct Cell {
  std::string_view column;
  db::Value value;
  template <class Some>
  Cell(std::string_view name, const Some& some) : column(name), value(db::value(some)) {}
};
using Cells = std::vector<Cell>;
using Key = std::vector<db::Value>;

struct TakenBack {
  bool done = false;
  std::vector<std::int64_t> done_since;
};

class Store;

class Transaction {
 public:
  Transaction(db::Transaction& tx, const Store& store, const Actor& actor, Moment now)
      : tx_(tx), store_(store), actor_(actor), now_(now) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  const Actor& actor() const { return actor_; }
  Moment now() const { return now_; }
  CityId city() const { return actor_.city; }

  template <class... Arguments>
  auto all(const db::Query& query, const Arguments&... arguments) {
    return tx_.all(query, arguments...);
  }
  template <class... Arguments>
  auto first(const db::Query& query, const Arguments&... arguments) {
    return tx_.first(query, arguments...);
  }

  /// Rows change only here, so that each change leaves its entry in the history. Sealed columns are given as plain
  /// text and sealed on the way. `whose` says whose history it is where the row itself does not.
  Result<void, Fault> add(std::string_view table, const Cells& cells, std::optional<PersonId> whose = {});
  /// False: there is no such row. Columns that stay as they are leave no entry.
  Result<bool, Fault> change(std::string_view table, const Key& key, const Cells& cells,
                             std::optional<PersonId> whose = {});
  Result<bool, Fault> remove(std::string_view table, const Key& key, std::optional<PersonId> whose = {});
  /// A row with the names of its columns, sealed cells as they are; nothing if it is not there.
  Result<std::optional<std::vector<std::pair<std::string, db::Value>>>, Fault> named_row(
      std::string_view table, const Key& key);
  /// All rows of a table whose column has that value, as named_row gives one, by key. Both names stand in the catalogue.
  Result<std::vector<std::vector<std::pair<std::string, db::Value>>>, Fault> rows_with(
      std::string_view table, std::string_view column, const db::Value& value);
  /// Removes a row and keeps nothing of it: its entry in the history is born erased.
  Result<bool, Fault> erase(std::string_view table, const Key& key, std::optional<PersonId> whose = {});
  /// Changes a row and keeps nothing of how it was.
  Result<bool, Fault> overwrite(std::string_view table, const Key& key, const Cells& cells,
                                std::optional<PersonId> whose = {});
  /// What the history holds of a person leaves it; the log still verifies. How many entries.
  Result<std::int64_t, Fault> erase_history_of(PersonId person);
  /// The same for one row, whoever its entries name.
  Result<std::int64_t, Fault> erase_history_of_row(std::string_view table, const Key& key);
  /// The person's rows leave the register with this act: the ledger says so on disk before the act is done, so that no
  /// older backup brings them back.
  void leaves(PersonId person, Leaving why) { leaving_.emplace_back(person, why); }
  /// Takes a whole earlier act back: each row it touched becomes what it was. Not when a row has been touched since,
  /// or when its history has been erased: then nothing is done, and the later acts are told by their numbers.
  Result<TakenBack, Fault> take_back(std::int64_t number);
  /// For tables without history only (sessions, codes, mail).
  template <class... Arguments>
  Result<std::int64_t, Fault> run_unrecorded(const db::Query& query, const Arguments&... arguments) {
    return tx_.run(query, arguments...);
  }

  /// Once in each act that changes something.
  void tell(What what) { told_.push_back(std::move(what)); }
  /// How many rows of the log the act has so far.
  std::int64_t rows_told() const { return static_cast<std::int64_t>(told_.size()); }

  std::string seal(std::string_view table, std::string_view column, const Key& key,
                   std::string_view plain) const;
  /// A sealed cell that does not open was moved or tampered with, or its key is gone: a fault, never a guess.
  Result<std::string, Fault> open(std::string_view table, std::string_view column, const Key& key,
                                  const db::Bytes& sealed) const;
  db::Bytes lookup_hash(std::string_view purpose, std::string_view text) const;

 private:
  friend class Store;
  struct Entry {
    std::string table, row_key;
    std::optional<std::int64_t> person;
    DataClass data_class;
    std::string_view change;
    std::optional<std::string> earlier;
    bool erased = false;
  };
  Result<std::optional<db::Row>, Fault> row_of(const Table& table, const Key& key);
  void remember(const Table& table, const Key& key, std::optional<PersonId> whose, const db::Row* row,
                std::string_view change, const std::vector<std::size_t>& columns);
  Result<void, Fault> write_records();
  Result<void, Fault> write_history(std::int64_t number, std::string& all_hashes);
  Result<void, Fault> write_ledger();
  std::int64_t name_emptied(const std::vector<db::Row>& entries);

  db::Transaction& tx_;
  const Store& store_;
  const Actor& actor_;
  Moment now_;
  std::vector<What> told_;
  std::vector<Entry> entries_;
  std::vector<std::pair<PersonId, Leaving>> leaving_;
};

struct OpenNo {
  enum class Why { fault, newer_store, edited_schema, steps_missing } why = Why::fault;
  Fault fault;
};

class Store {
 public:
  /// Opens the database and brings its schema up to date.
  static Result<std::unique_ptr<Store>, OpenNo> open(const db::Place& place, crypto::Keyring keys, Moment now,
                                                     db::Missing missing = db::Missing::take_steps);
  ~Store();

  /// One act: all or nothing, with its records. `act` is Transaction& → Result<T, E>, E made from a Fault; it may be
  /// called again after a conflict.
  template <class Do>
  auto transact(const Actor& actor, Moment now, Do&& act) -> std::invoke_result_t<Do&, Transaction&> {
    using Answer = std::invoke_result_t<Do&, Transaction&>;
    return database_->write([&](db::Transaction& tx) -> Answer {
      Transaction transaction(tx, *this, actor, now);
      Answer answer = act(transaction);
      if (answer)
        if (auto written = transaction.write_records(); !written)
          return no(typename Answer::error_type(std::move(written).error()));
      return answer;
    });
  }
  /// Sees one moment. Nothing can be changed; what was read is told to the log by `log`.
  template <class Do>
  auto read(const Actor& actor, Moment now, Do&& look) -> std::invoke_result_t<Do&, Transaction&> {
    return database_->read([&](db::Transaction& tx) {
      Transaction transaction(tx, *this, actor, now);
      return look(transaction);
    });
  }
  /// A row of the log for something that changed nothing: a reading, a search, a denial. Answers when it is on disk;
  /// rows that wait at the same time are written together.
  Result<void, Fault> log(const Actor& actor, Moment now, What what);

  db::Database& database() { return *database_; }
  const crypto::Keyring& keys() const { return keys_; }
  /// Where it is written who leaves the register. Without one nobody can.
  void write_to(Ledger ledger) { ledger_ = std::move(ledger); }
  const std::optional<Ledger>& ledger() const { return ledger_; }

 private:
  struct Waiting;
  Store(std::unique_ptr<db::Database> database, crypto::Keyring keys);

  std::unique_ptr<db::Database> database_;
  crypto::Keyring keys_;
  std::optional<Ledger> ledger_;
  std::unique_ptr<Waiting> waiting_;
};

std::span<const db::Migration> schema_steps();

/// Whether the log is as it was written.
struct ChainNo {
  std::int64_t number = 0;
  enum class Why {
    row_changed,
    row_missing,
    end_differs,
    history_changed,
    history_missing,
    fault
  } why = Why::fault;
  Fault fault;
  ChainNo() = default;
  explicit ChainNo(Fault of) : fault(std::move(of)) {}
  ChainNo(std::int64_t at, Why reason) : number(at), why(reason) {}
};
struct Verified {
  std::int64_t rows = 0, history_entries = 0, erased_entries = 0;
};
Result<Verified, ChainNo> verify_chain(Store& store, CityId city);

/// The rows of a table as they stood after the act with that number, from today's rows and the history, sorted by
/// key. A cell that has been erased since is nothing.
struct PastRow {
  std::string key;
  std::vector<std::pair<std::string, std::optional<db::Value>>> cells;
};
Result<std::vector<PastRow>, Fault> table_after(Store& store, CityId city, std::string_view table,
                                                std::int64_t number);

}  // namespace parvis::store
