/// A person is erased (GDPR art. 17): their rows and the earlier values in the history are gone, applications stay as
/// rows that only count, the account is closed and empty. What is left is a receipt without a word about the person,
/// and a line in the ledger, by which a restored backup erases them again. Who may decide it is asked before
/// (domain/access).
///
///   Erasing erasing(store, Ledger("/var/lib/parvis.erased"));
///   PARVIS_TRY(const auto receipt, erasing.erase(actor, now, person, "asked_by_the_person"));
///   store.database().squeeze_out_what_was_erased();   // tonight: out of free pages and logs
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/erasure/ledger.hpp"
#include "app/records/failure.hpp"
#include "app/store/store.hpp"

namespace parvis::erasure {

using records::Failure;

struct Receipt {
  std::vector<store::PersonId> records;  ///< all that were this human being
  std::int64_t erased_rows = 0;          ///< of tables and of the history
  std::string reason;                    ///< the id of a reason
  Moment erased_at;
};

class Erasing {
 public:
  Erasing(store::Store& store, Ledger ledger) : store_(store), ledger_(std::move(ledger)) {}

  /// The person, records merged with them, and a protected record alike. The ledger is on disk before the rows go: a
  /// power failure between the two leaves a person whom `obey` erases.
  Result<Receipt, Failure> erase(const store::Actor& actor, Moment now, store::PersonId person,
                                 std::string_view reason);
  /// Everybody who is here though the ledger names them is erased again. How many.
  Result<int, Failure> obey(const store::Actor& actor, Moment now);

 private:
  store::Store& store_;
  Ledger ledger_;
};

}  // namespace parvis::erasure
