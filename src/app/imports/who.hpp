/// Who in the register a row of a list is about. Inside this folder.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/imports/plan.hpp"

namespace parvis::imports {

struct Who {
  std::optional<records::PersonRecord> person;
  std::optional<Doubt> doubt;
  std::optional<std::int64_t> list_number;    ///< the row of the list's id, if it is known
  std::optional<PersonId> list_number_means;  ///< whom it stands for until now
};

/// For every row the same is asked in the same order; whoever is protected, or stands where the asker does not reach,
/// is not there to be found.
class Finding {
 public:
  Finding(store::Transaction& tx, const records::People& people, ProgrammeId programme, Reach reach)
      : tx_(tx), people_(people), programme_(programme), reach_(std::move(reach)) {}

  Result<Who, Failure> who(const Understanding::OneRow& row);
  Result<bool, Failure> reaches(PersonId id);

 private:
  Result<std::optional<PersonId>, Failure> by_identity_number(const Understanding::OneRow& row);
  Result<std::optional<PersonId>, Failure> by_name_and_contact(const Understanding::OneRow& row);
  Result<records::PersonRecord, Failure> read(PersonId id);
  static Who meant(Who who, records::PersonRecord record, const Understanding::OneRow& row);

  store::Transaction& tx_;
  const records::People& people_;
  ProgrammeId programme_;
  Reach reach_;
};

/// The words of a name, in order, without the consonants by which only a search goes.
std::vector<std::string> words_of_name(std::string_view name);
bool have_same_contact(const records::PersonDetails& one, const records::PersonDetails& other);
/// Keys by which two rows of the files meet: name and phone, name and e-mail.
std::vector<std::string> keys_of_contact(const records::PersonDetails& details);

}  // namespace parvis::imports
