/// Leaving the register: who has asked to be erased, the answer to one of them, and the receipt; and how long what is
/// kept. A reason is chosen from a list: no word about anybody is written here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/people_pages.hpp"

namespace parvis::views {

struct ErasureLine {
  std::int64_t id = 0;
  std::int64_t person = 0;  ///< 0: the reader may not open the record, or it is gone
  std::string who;          ///< a name, or the number of a record
  std::string asked;        ///< by whom, and why
  Moment asked_at;
  std::string state;
  bool waits = false;
};
struct ErasuresShown {
  std::vector<ErasureLine> requests;  ///< those that wait first
  std::string notice;
};
std::string erasures_page(const ErasuresShown& shown, const Desk& desk, const Texts& t);

struct ErasureShown {
  ErasureLine request;
  bool may_decide = false, may_stop = false;
  std::vector<Option> reasons;  ///< to say no
  Faults faults;
};
std::string erasure_page(const ErasureShown& shown, const Desk& desk, const Texts& t);

struct ReceiptShown {
  Moment erased_at;
  std::string city, reason;
  std::vector<std::int64_t> records;
  std::int64_t rows = 0, lapsed_imports = 0;
  bool of_protected = false;  ///< an officer erased a protected record: the way back is to their page
};
/// To be printed and handed over: nothing on it says whom it was about but the numbers of the records.
std::string erasure_receipt_page(const ReceiptShown& shown, const Desk& desk, const Texts& t);

struct ErasureProposal {
  std::int64_t person = 0;
  std::string name, chosen;
  std::vector<Option> reasons;
  Faults faults;
};
/// The register of processing; `register_of` are its tables.
std::string register_page(const Html& register_of, const Desk& desk, const Texts& t);
std::string propose_erasure_page(const ErasureProposal& shown, const Desk& desk, const Texts& t);

/// A kind of data and the rule that holds for it today.
struct RuleLine {
  std::string kind, programme;  ///< empty: all programmes
  std::string how_long, from, decided;
  bool is_to_come = false;
};
struct DueLine {
  std::string kind;
  std::int64_t person = 0;  ///< 0: not about a person of the register
  std::int64_t number = 0;
  Date since;
  int days = 0;
};
struct RetentionShown {
  std::vector<RuleLine> rules;
  bool sees_due = false;  ///< whoever has the whole city in view
  std::vector<DueLine> due;
  std::int64_t all_due = 0;  ///< more than `due` holds, perhaps
  bool may_set = false;
  std::vector<Option> kinds, programmes;
  std::string kind, programme, days, first_day, decided;  ///< as they were written
  Faults faults;
};
std::string retention_page(const RetentionShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views
