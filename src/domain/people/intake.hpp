/// From a programme's own spreadsheet to adepts and mentors (docs/formats.md lists every header and word that is
/// understood). Nothing is lost silently: a row is taken, or refused with the cell that stopped it; a cell that
/// cannot be read and is not needed is noted and counts as unknown.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/people/person.hpp"
#include "platform/formats/table.hpp"

namespace parvis::people {

/// The columns, by what they mean.
enum class Field {
  id,
  name,
  gender,
  birth_year,
  occupation,
  education_level,
  education_field,
  experience,
  languages,
  swedish,
  district,
  interests,
  availability,
  meeting,
  employer,
  registered_on,
  wishes,
  target_groups,
  protected_identity,
  not_with,
  capacity,
  partner,
  training,
  record_check,
  least_swedish,
  offers,
};
/// The English header of the column, as in our own files: "birth_year".
std::string_view header_of(Field field);

enum class Effect { refused, noted };

struct Reject {
  std::string file;
  int row = 0;         ///< 0: the file as such
  std::string column;  ///< the header as it stands in the file
  std::string value;   ///< as written
  Message reason;
  Effect effect = Effect::refused;
};

/// A title that settles nothing by itself, with what may have been meant.
struct UnsettledTitle {
  std::string title;
  std::vector<occupations::Suggestion> suggestions;
  int rows = 0;  ///< how many rows wait for it
};

/// `title → group`, settled by a person: titles.csv, or a choice in the browser.
class TitleChoices {
 public:
  /// Columns `title,ssyk` and perhaps `meant`; several groups in one cell are separated by ; . With a taxonomy a title
  /// may stand instead of the code, and `meant` names the title that was picked: without it only the groups are known,
  /// and nobody has "the same occupation". Rows that are wrong are told; with a taxonomy also those whose code it does
  /// not know.
  static TitleChoices read(const formats::Table& table, std::vector<Reject>& rejects,
                           const occupations::Taxonomy* taxonomy = nullptr);
  void choose(std::string_view title, std::vector<occupations::Ssyk> groups);
  void choose(std::string_view title, occupations::Occupation meant);
  /// The other's choices too; where both have chosen, the other's stand.
  void add(const TitleChoices& other);
  const occupations::Occupation* find(std::string_view title) const;
  /// As titles.csv, sorted by title.
  std::string csv() const;
  bool empty() const { return by_folded_title_.empty(); }

 private:
  struct Choice {
    std::string title;
    occupations::Occupation meant;
  };
  std::map<std::string, Choice> by_folded_title_;
};

struct IntakeRequest {
  std::set<Field> needed;         ///< what the programme's rules and criteria look at
  std::vector<std::string> keep;  ///< headers of extra columns to pass on
  const TitleChoices* titles = nullptr;
};

template <class Kind>
struct Intake {
  std::vector<Kind> people;
  std::vector<Reject> rejects;  ///< in the order of the file; never anything of a protected row
  std::vector<UnsettledTitle> titles;
  int rows = 0;                       ///< all rows in which something is written
  int left_for_handling_by_hand = 0;  ///< protected identity: this number and nothing else
  int several_groups = 0;             ///< people whose title names several groups
  std::vector<std::string> kept_headers;
  /// The columns that nobody looks at and in which something is written of somebody who is not protected.
  std::vector<int> unused_columns;
  bool usable = true;  ///< false: a column is missing or stands twice; `rejects` says it
};

/// The columns by their headers; a header that may hold personal data, and one that is empty, is told by the letter of
/// its column. Nothing when there are none.
std::optional<Message> unused_in_words(const formats::Table& table, const std::vector<int>& columns);

Intake<Adept> read_adepts(const formats::Table& table, const occupations::Taxonomy& taxonomy,
                          const IntakeRequest& request);
Intake<Mentor> read_mentors(const formats::Table& table, const occupations::Taxonomy& taxonomy,
                            const IntakeRequest& request);

}  // namespace parvis::people
