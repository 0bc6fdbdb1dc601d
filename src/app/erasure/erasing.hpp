/// A person is erased (GDPR art. 17): their rows and the earlier values in the history are gone, applications stay as
/// rows that only count, the account is closed and empty, imports that wait and may name them lapse. What is left is a
/// receipt without a word about the person, and a line in the ledger, by which a restored backup erases them again. Who
/// may decide it is asked before (domain/access).
///
///   Erasing erasing(store, taxonomy);
///   PARVIS_TRY(const auto receipt, erasing.erase(actor, now, person, "asked_by_the_person"));
///   store.database().squeeze_out_what_was_erased();   // tonight: out of free pages and logs
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/imports/imports.hpp"
#include "app/records/failure.hpp"
#include "app/store/store.hpp"

namespace parvis::erasure {

using records::Failure;

struct Receipt {
  std::vector<store::PersonId> records;  ///< all that were this human being
  std::int64_t erased_rows = 0;          ///< of tables and of the history
  int lapsed_imports = 0;
  std::string reason;  ///< the id of a reason
  Moment erased_at;
};

/// What a restored store had to do before it may serve.
struct Obeyed {
  int erased = 0, protected_again = 0;
  /// The store has receipts that the ledger does not know: it is not the city's ledger, or an old copy. Nothing was
  /// done.
  bool ledger_lacks = false;
};

class Erasing {
 public:
  Erasing(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
      : store_(store), imports_(store, std::move(taxonomy)) {}

  /// The person, records merged with them, and a protected record alike. The ledger is on disk before the rows go: a
  /// power failure between the two leaves a person whom `obey` erases.
  Result<Receipt, Failure> erase(const store::Actor& actor, Moment now, store::PersonId person,
                                 std::string_view reason);
  /// The same within an act.
  Result<Receipt, Failure> erase_in(store::Transaction& tx, store::PersonId person, std::string_view reason);

  enum class Ledger { must_know_all, is_lost };
  /// Everybody who is here though the ledger names them is erased, or protected, again.
  Result<Obeyed, Failure> obey(const store::Actor& actor, Moment now, Ledger ledger = Ledger::must_know_all);

 private:
  store::Store& store_;
  imports::Imports imports_;
};

}  // namespace parvis::erasure
