/// What is kept about whom, why, and for how long: an entry for each column of the database. The register of
/// processing (GDPR art. 30) is made from it, history is split by it, and a column without an entry fails a test.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"

namespace parvis::store {

/// SECURITY's classes: P0 is what can cost a life, P3 what anybody may read.
enum class DataClass { p0, p1, p2, p3 };

enum class Purpose {
  telling_people_apart,
  reaching_the_person,
  matching,
  following_the_pair,
  running_programmes,
  signing_in,
  accountability,
  running_the_service,
};

enum class LegalGround { public_task, legal_obligation, consent, not_personal };

enum class Retention {
  with_the_person,       ///< until the person is erased, or the programme's rule says so
  with_the_programme,    ///< as long as the programme is kept
  with_the_account,      ///< until the account is taken away
  as_the_archive_rules,  ///< the log: as long as the city's rules for its archive say
  short_lived,           ///< hours or days; a job takes it away
  always
};

struct Column {
  std::string_view name;
  DataClass data_class;
  Purpose purpose;
  LegalGround ground;
  Retention retention;
  bool sealed = false;  ///< encrypted with a key outside the database
};

/// What becomes of earlier values.
enum class Kept {
  with_history,  ///< each change leaves an entry in `history`: the state of any past day can be told
  as_written,    ///< rows are only added: the log itself, and the schema's own steps
  without        ///< passing things: what they were yesterday is nobody's business
};

struct Table {
  std::string_view name;
  Kept kept;
  std::vector<std::string_view> key;
  std::string_view person_column;  ///< which column says whose row it is; empty: nobody's
  std::vector<Column> columns;

  const Column& column(std::string_view name) const;
};

std::span<const Table> data_catalogue();
/// A name that is not in the catalogue is a bug.
const Table& table_named(std::string_view name);

/// A P0 column that is not sealed, and why it need not or cannot be. All others are: a test asks.
struct NotSealed {
  std::string_view table, column, why;
};
std::span<const NotSealed> p0_not_sealed();

Message in_words(DataClass data_class);
Message in_words(Purpose purpose);
Message in_words(LegalGround ground);
Message in_words(Retention retention);

}  // namespace parvis::store
