/// What an import would do, row by row, before anything is done: a value that a page shows and a file holds. The same
/// lists, decisions and register give the same account.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/store/ids.hpp"
#include "domain/lives/lives.hpp"
#include "domain/people/intake.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::imports {

using store::PersonId;

enum class Outcome {
  added,      ///< nobody in the register is this person
  changed,    ///< somebody is; `changes` says what differs
  unchanged,  ///< somebody is, and nothing differs
  doubtful,   ///< somebody may be: to be decided before anything is taken in
  skipped,    ///< decided: not taken in
  refused,    ///< a cell stops it; `remarks` says which
};
inline constexpr int outcome_count = 6;
std::string_view id_of(Outcome outcome);
Message in_words(Outcome outcome);

/// Why a row may be about somebody who is there.
enum class Doubt {
  same_name_and_contact,       ///< the name, and the phone number or e-mail address
  id_was_anothers,             ///< the list's id stood for somebody of another name
  other_identity_number,       ///< the list's id stood for somebody with another identity number
  same_contact_in_these_files  ///< a row above has the same name and phone number or e-mail address
};
inline constexpr int doubt_count = 4;
Message in_words(Doubt doubt);

/// What is to be done with a row in doubt.
enum class Decided { skip, same, add };
std::string_view id_of(Decided decided);

struct Decision {
  Decided decided = Decided::skip;
  std::optional<PersonId> person;  ///< whom it was about: of anybody else it does not count
};
/// By the list and the id in it.
using Decisions = std::map<std::pair<lives::Part, std::string>, Decision>;
/// From the file of an account in which the column `decision` has been filled in: skip, same or new. Rows without one
/// are passed over, rows that cannot be read are told.
Decisions read_decisions(const formats::Table& table, std::vector<people::Reject>& rejects);

/// `field` as in the header of our own spreadsheets: "district". Identity numbers and addresses are never written out.
struct FieldChange {
  std::string field, was, becomes;
};
Message field_in_words(std::string_view field);

struct Line {
  std::string file;
  int row = 0;
  lives::Part part = lives::Part::adept;
  std::string id, name;  ///< empty where the row was refused before they were read
  Outcome outcome = Outcome::added;
  std::optional<PersonId> person;  ///< who it is, or may be
  std::optional<Doubt> doubt;      ///< also when it has been decided
  std::vector<FieldChange> changes;
  std::vector<people::Reject> remarks;  ///< what stops the row, or was noted and counts as unknown
  std::vector<std::string> kept;        ///< the cells of the columns asked for
};

struct Account {
  std::vector<Line> lines;                        ///< adepts, then mentors, as in the files
  std::vector<people::Reject> of_files;           ///< what is wrong with a file as such
  std::vector<Message> unused;                    ///< names the columns that nobody looks at
  std::vector<people::UnsettledTitle> unsettled;  ///< titles that settle nothing by themselves
  std::vector<std::string> kept_headers;
  int left_for_handling_by_hand = 0;  ///< protected identity: this number and nothing else
  bool usable = true;                 ///< false: a file lacks what it must have
  /// Of all that would be done: whoever approves gives it back, and nothing else than what they saw is done.
  std::string fingerprint;

  int count(Outcome outcome) const;
  bool does_something() const { return count(Outcome::added) + count(Outcome::changed) > 0; }
};

/// A line for each row, changed field and remark: file,row,list,id,name,outcome,person,decision,field,was,becomes,
/// value,reason and the kept columns (docs/formats.md).
std::string csv(const Account& account, const Texts& t);

}  // namespace parvis::imports
