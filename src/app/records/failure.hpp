/// Why an act of the register was not done: the rules said no, or the world failed.
#pragma once

#include <optional>

#include "platform/base/message.hpp"
#include "platform/db/db.hpp"

namespace parvis::records {

enum class Refusal {
  no_such_person,     ///< also when there is one whom the asker may not see
  changed_meanwhile,  ///< somebody else has saved since the page was opened
  name_missing,
  identity_number_taken,
  the_same_record,  ///< a record cannot be merged with itself
  merged_already,
  not_merged,
  something_done_since,  ///< the merge cannot be taken back: the record has been worked on
};
inline constexpr int refusal_count = 8;
Message in_words(Refusal refusal);

struct Failure {
  std::optional<Refusal> refusal;
  std::optional<db::Fault> fault;

  explicit Failure(Refusal rule) : refusal(rule) {}
  explicit Failure(db::Fault world) : fault(std::move(world)) {}
};

/// A fault of the database as a failure of the act: a constraint that a rule stands behind becomes that refusal.
Failure failure(db::Fault fault);

/// The answer of a statement, handed on as the act's own.
template <class Some>
Result<Some, Failure> told(Result<Some, db::Fault> answer) {
  if (!answer) return no(failure(std::move(answer).error()));
  return std::move(*answer);
}

}  // namespace parvis::records

/// Leaves the act with the reason when a statement was not carried out.
#define PARVIS_DONE(expression)                      \
  if (auto parvis_done = (expression); !parvis_done) \
  return ::parvis::no(::parvis::records::failure(std::move(parvis_done).error()))
